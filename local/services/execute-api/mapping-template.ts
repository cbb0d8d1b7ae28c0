import { AssemblyError } from '../../../assembly/assembly-error';
import { boundedMatch } from './bounded-pattern';
import type { Expression, Node, Reference } from './template-nodes';
import { TemplateParser } from './template-parser';

/** A template that was read, and that asks for nothing that is not known here. */
export type Template = readonly Node[];

/** What a template sees of its request. */
export interface TemplateInput {
  /** `$context.…`, by what follows it: `error.messageString`. */
  readonly context: Readonly<Record<string, string>>;
  readonly stageVariables: Readonly<Record<string, string>>;
  /** Values by lower-case names. */
  readonly header: Readonly<Record<string, string>>;
  readonly querystring: Readonly<Record<string, string>>;
  readonly path: Readonly<Record<string, string>>;
}

/** What a template made. */
export interface Rendered {
  readonly text: string;
  /** What it set in `$context.responseOverride.header`, by the names as it wrote them. */
  readonly headers: Readonly<Record<string, string>>;
  /** `$context.responseOverride.status` */
  readonly status?: number;
}

type Value = string | number | boolean | undefined;

/** What `$context` has here, of which AWS has more. */
export const contextNames: ReadonlySet<string> = new Set([
  ...['accountId', 'apiId', 'domainName', 'extendedRequestId', 'httpMethod', 'path', 'protocol', 'requestId'],
  ...['requestTime', 'requestTimeEpoch', 'resourcePath', 'stage', 'identity.sourceIp', 'identity.userAgent'],
  ...['error.message', 'error.messageString', 'error.responseType', 'error.validationErrorString'],
]);

const known = new Map<string, Template>();

/**
 * Reads a template.
 *
 * @param place for errors
 * @throws AssemblyError naming the place, for anything that is not understood here
 */
export function parseTemplate(text: string, place: string): Template {
  const found = known.get(text);
  if (found !== undefined) return found;
  const template = new TemplateParser(text, place).template();
  check(template, place, new Set());
  if (known.size >= 500) known.clear();
  known.set(text, template);
  return template;
}

/** What comes of a template for one request. */
export function renderTemplate(template: Template, input: TemplateInput): Rendered {
  const variables = new Map<string, Value>();
  const headers: Record<string, string> = {};
  let status: number | undefined;
  let text = '';
  const run = (nodes: Template) => {
    for (const node of nodes) {
      if (node.kind === 'text') text += node.text;
      else if (node.kind === 'output') text += String(valueOfReference(node.of) ?? node.of.written);
      else if (node.kind === 'if')
        run(node.branches.find(({ when }) => when === undefined || isTrue(when))?.nodes ?? []);
      else set(node.target, evaluate(node.value));
    }
  };
  const set = ({ name, steps }: Reference, value: Value) => {
    if (steps.length === 0) variables.set(name, value);
    else if (steps[1]?.name === 'status') status = Number(value);
    else headers[steps[2]?.name ?? ''] = String(value ?? '');
  };
  const isTrue = (expression: Expression) => {
    const value = evaluate(expression);
    return value !== undefined && value !== false;
  };
  const evaluate = (expression: Expression): Value => {
    if (expression.kind === 'literal') return expression.value;
    if (expression.kind === 'reference') return valueOfReference(expression);
    if (expression.kind === 'not') return !isTrue(expression.of);
    const { operator, left, right } = expression;
    if (operator === '&&') return isTrue(left) && isTrue(right);
    if (operator === '||') return isTrue(left) || isTrue(right);
    const same = String(evaluate(left) ?? '') === String(evaluate(right) ?? '');
    return operator === '==' ? same : !same;
  };
  const valueOfReference = ({ name, steps }: Reference): Value => {
    const last = steps.at(-1);
    if (last?.name === 'matches' && last.args !== undefined) {
      const of = valueOfReference({ kind: 'reference', name, steps: steps.slice(0, -1), written: '' });
      const [pattern] = last.args.map(evaluate);
      return boundedMatch(`^(?:${String(pattern ?? '')})$`, String(of ?? '')) === true;
    }
    const path = steps.map((step) => step.name).join('.');
    if (name === 'context') return own(input.context, path);
    if (name === 'stageVariables') return own(input.stageVariables, path);
    if (name === 'input')
      return parameterOf(
        steps.map(({ args = [] }) => args.map(evaluate)),
        path,
        input,
      );
    return variables.get(name);
  };
  run(template);
  return { text, headers, ...(status === undefined ? {} : { status }) };
}

/** `$input.params('x')` looks in the path, then the query, then the headers (**documented**: "$input variables"). */
function parameterOf(args: readonly (readonly Value[])[], path: string, input: TemplateInput): Value {
  const name = String(args.at(-1)?.[0] ?? '');
  if (path === 'params') {
    return own(input.path, name) ?? own(input.querystring, name) ?? own(input.header, name.toLowerCase()) ?? '';
  }
  const [, list] = path.split('.');
  // Whether names of headers have a case there is unconfirmed: HTTP/2 has none.
  if (list === 'header') return own(input.header, name.toLowerCase()) ?? '';
  return own(list === 'path' ? input.path : input.querystring, name) ?? '';
}

function own(values: Readonly<Record<string, string>>, name: string): string | undefined {
  return Object.hasOwn(values, name) ? values[name] : undefined;
}

function check(template: Template, place: string, variables: Set<string>): void {
  const refuse = (written: string) => new AssemblyError(place, `mapping template: ${written} is not understood here`);
  const checkReference = ({ name, steps, written }: Reference): void => {
    for (const { args = [] } of steps) for (const argument of args) checkExpression(argument);
    const asked = steps.at(-1)?.name === 'matches' && steps.at(-1)?.args?.length === 1 ? steps.slice(0, -1) : steps;
    const path = asked
      .map((step) => (step.args === undefined ? step.name : `${step.name}(${step.args.length})`))
      .join('.');
    const isKnown =
      (name === 'context' && contextNames.has(path)) ||
      (name === 'stageVariables' && /^\w+$/.test(path)) ||
      (name === 'input' && /^params\((?:1|0\)\.(?:header|querystring|path)\.get\(1)\)$/.test(path)) ||
      (path === '' && variables.has(name));
    if (!isKnown) throw refuse(written || `$${name}`);
  };
  const checkExpression = (expression: Expression): void => {
    if (expression.kind === 'reference') checkReference(expression);
    if (expression.kind === 'not') checkExpression(expression.of);
    if (expression.kind !== 'operation') return;
    checkExpression(expression.left);
    checkExpression(expression.right);
  };
  for (const node of template) {
    if (node.kind === 'output') checkReference(node.of);
    if (node.kind === 'set') {
      checkExpression(node.value);
      const { name, steps, written } = node.target;
      const path = steps.map((step) => step.name).join('.');
      if (steps.length === 0) variables.add(name);
      else if (name !== 'context' || !/^responseOverride\.(?:status|header\.[\w-]+)$/.test(path)) throw refuse(written);
    }
    if (node.kind !== 'if') continue;
    for (const { when, nodes } of node.branches) {
      if (when !== undefined) checkExpression(when);
      check(nodes, place, variables);
    }
  }
}
