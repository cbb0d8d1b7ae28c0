import { AssemblyError } from '../../../assembly/assembly-error';

/** Where a value that a header is set to may come from. */
type Source = 'method.request' | 'context' | 'stageVariables';

const forms: Readonly<Record<Source, RegExp>> = {
  'method.request': /^method\.request\.(?:header|querystring|path)\.[\w.$-]+$/,
  context: /^context\.[\w.]+$/,
  stageVariables: /^stageVariables\.\w+$/,
};

/**
 * Holds a mapping to what is understood here: a text in single quotes, or one of these sources.
 *
 * @throws AssemblyError naming its place
 * @see https://docs.aws.amazon.com/apigateway/latest/developerguide/rest-api-parameter-mapping-sources.html documented
 */
export function checkParameter(value: string, place: string, sources: readonly Source[]): void {
  if (/^'[^'\r\n]*'$/.test(value) || sources.some((source) => forms[source].test(value))) return;
  const known = sources.map((source) => `${source}.…`).join(', ');
  throw new AssemblyError(place, `is not understood here: write a text in single quotes${known && `, or ${known}`}`);
}
