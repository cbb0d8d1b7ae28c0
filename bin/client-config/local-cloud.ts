import { type Outputs, parseOutputs } from '../../client/config/outputs';

/** Where a local cloud stands if nothing else is said. */
export const usualEndpoint = 'http://127.0.0.1:4510';

/**
 * Whether an endpoint is on this machine, and so a local cloud's.
 *
 * @param endpoint a URL
 */
export function isLoopback(endpoint: string): boolean {
  const { hostname } = new URL(endpoint);
  return /^(127(\.\d{1,3}){3}|localhost|.+\.localhost|\[::1\])$/.test(hostname);
}

/**
 * Asks a running local cloud what it is.
 *
 * @throws Error that says what to do, where nothing or something else answers
 */
export async function askLocalCloud(endpoint: string): Promise<Required<Outputs>> {
  const answer = await tryLocalCloud(endpoint);
  if (typeof answer !== 'number') return answer;
  throw new Error(
    `what answers at ${endpoint} is no local cloud of this project: ${answer} for ${path}; start npm run local, or name what it wrote, --outputs outputs.json`,
  );
}

/** The same of what may be another's: where it is, the status that it answers with. */
export async function tryLocalCloud(endpoint: string): Promise<Required<Outputs> | number> {
  const url = new URL(path, endpoint);
  const response = await ask(url, endpoint);
  if (!response.ok) {
    await response.body?.cancel();
    return response.status;
  }
  const { stacks, local } = parseOutputs(await response.text(), url.href);
  if (local === undefined) return response.status;
  return { stacks, local };
}

const path = '/_local/outputs.json';

async function ask(url: URL, endpoint: string): Promise<Response> {
  try {
    return await fetch(url, { redirect: 'error', signal: AbortSignal.timeout(10_000) });
  } catch (error) {
    const { cause } = error as { cause?: { code?: string } };
    throw new Error(
      `nothing answers at ${endpoint}: ${cause?.code ?? (error as Error).message}; start npm run local, or set AWS_ENDPOINT_URL to where it is`,
    );
  }
}
