import type { Plan } from '../plan';

/** What a plan comes to, in a sentence. */
export function conclusion({ ok, stacks, problems }: Plan): string {
  const has = (wanted: string) => problems.some(({ verdict }) => verdict === wanted);
  if (!ok) {
    const why = [
      ...(has('refused') ? ['AWS refuses it and rolls it back'] : []),
      ...(has('lost') ? [`${has('refused') ? 'without the refusal ' : ''}people or data would be lost`] : []),
    ];
    return `Don't deploy this as it is: ${why.join('; ')}.`;
  }
  if (stacks.every(({ does }) => does === 'nothing changes')) return 'Nothing changes.';
  const safe = 'Nothing is refused, and nobody and nothing is lost';
  if (has('closed')) return `${safe}; but players or apps are shut out until what is closed comes back.`;
  return has('stays') ? `${safe}; what stays is to be known.` : `${safe}.`;
}
