const tabs = new BroadcastChannel('player');

/** To be called wherever somebody has signed in or out: what the other tabs hold is no longer theirs. */
export const tellOtherTabs = () => tabs.postMessage('changed');

/** In each tab, at its start. It begins anew, as whoever plays now. */
export function followOtherTabs(): void {
  tabs.onmessage = () => location.reload();
}
