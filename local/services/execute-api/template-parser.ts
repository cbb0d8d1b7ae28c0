import { AssemblyError } from '../../../assembly/assembly-error';
import type { Expression, Node, Reference, Step } from './template-nodes';

const identifier = /[A-Za-z_][\w-]*/y;

/**
 * Reads a mapping template: the part of the Velocity Template Language that preflights and gateway responses are written in (text,
 * references, `#set`, `#if`). Anything else of it stops the deployment.
 *
 * @see https://velocity.apache.org/engine/1.7/user-guide.html
 */
export class TemplateParser {
  readonly #text: string;
  readonly #place: string;
  #at = 0;

  constructor(text: string, place: string) {
    this.#text = text;
    this.#place = place;
  }

  template(): readonly Node[] {
    const { nodes, end } = this.#nodes();
    if (end !== undefined) throw this.#problem(`#${end} without an #if`);
    return nodes;
  }

  #nodes(): { readonly nodes: readonly Node[]; readonly end?: 'else' | 'elseif' | 'end' } {
    const nodes: Node[] = [];
    for (;;) {
      const plain = this.#take(/[^#$]+/y);
      if (plain !== undefined) nodes.push({ kind: 'text', text: plain });
      else if (this.#at >= this.#text.length) return { nodes };
      else if (this.#text[this.#at] === '$') nodes.push(this.#output());
      else {
        const [, directive] = /^#\{?([a-z]+)\}?/.exec(this.#text.slice(this.#at, this.#at + 20)) ?? [];
        if (directive === 'end' || directive === 'else' || directive === 'elseif') {
          this.#take(/#\{?[a-z]+\}?/y);
          return { nodes, end: directive };
        }
        nodes.push(this.#directive(directive));
      }
    }
  }

  #directive(name: string | undefined): Node {
    if (name === 'set' || name === 'if') {
      this.#take(/#\{?[a-z]+\}?/y);
      return name === 'set' ? this.#set() : this.#if();
    }
    if (name !== undefined) throw this.#problem(`#${name} is not understood here`);
    this.#at += 1;
    return { kind: 'text', text: '#' };
  }

  #set(): Node {
    this.#expect(/\s*\(\s*/y, '(');
    const target = this.#reference();
    if (target === undefined) throw this.#problem('#set needs a reference');
    this.#expect(/\s*=\s*/y, '=');
    const value = this.#expression();
    this.#expect(/\s*\)[ \t]*\n?/y, ')');
    return { kind: 'set', target, value };
  }

  #if(): Node {
    const branches: { readonly when?: Expression; readonly nodes: readonly Node[] }[] = [];
    let when: Expression | undefined = this.#condition();
    for (;;) {
      const { nodes, end } = this.#nodes();
      branches.push({ ...(when === undefined ? {} : { when }), nodes });
      if (end === undefined) throw this.#problem('#if without #end');
      if (end === 'end') {
        this.#take(/[ \t]*\n?/y);
        return { kind: 'if', branches };
      }
      if (when === undefined) throw this.#problem('#else after #else');
      when = end === 'elseif' ? this.#condition() : undefined;
    }
  }

  #condition(): Expression {
    this.#expect(/\s*\(\s*/y, '(');
    const condition = this.#expression();
    this.#expect(/\s*\)[ \t]*\n?/y, ')');
    return condition;
  }

  #expression(depth = 0): Expression {
    if (depth > 32) throw this.#problem('nests too deep');
    const left = this.#operand(depth);
    const operator = this.#take(/\s*(?:==|!=|&&|\|\|)\s*/y)?.trim();
    if (operator === undefined) return left;
    const compares = operator === '==' || operator === '!=';
    const right = compares ? this.#operand(depth) : this.#expression(depth + 1);
    const first: Expression = { kind: 'operation', operator: operator as '==', left, right };
    const further = compares ? this.#take(/\s*(?:&&|\|\|)\s*/y)?.trim() : undefined;
    if (further === undefined) return first;
    return { kind: 'operation', operator: further as '&&', left: first, right: this.#expression(depth + 1) };
  }

  #operand(depth: number): Expression {
    if (this.#take(/\s*!\s*/y) !== undefined) return { kind: 'not', of: this.#operand(depth + 1) };
    if (this.#take(/\s*\(\s*/y) !== undefined) {
      const inner = this.#expression(depth + 1);
      this.#expect(/\s*\)/y, ')');
      return inner;
    }
    const text = this.#take(/"[^"$#]*"|'[^']*'/y);
    if (text !== undefined) return { kind: 'literal', value: text.slice(1, -1) };
    const number = this.#take(/-?\d+/y);
    if (number !== undefined) return { kind: 'literal', value: Number(number) };
    const word = this.#take(/true\b|false\b/y);
    if (word !== undefined) return { kind: 'literal', value: word === 'true' };
    const reference = this.#reference();
    if (reference === undefined) throw this.#problem('is not understood here');
    return reference;
  }

  #output(): Node {
    const reference = this.#reference();
    if (reference !== undefined) return { kind: 'output', of: reference };
    this.#at += 1;
    return { kind: 'text', text: '$' };
  }

  #reference(): Reference | undefined {
    const began = this.#at;
    const opening = this.#take(/\$!?\{?/y);
    const name = opening === undefined ? undefined : this.#take(identifier);
    if (opening === undefined || name === undefined) {
      this.#at = began;
      return undefined;
    }
    const steps: Step[] = [];
    while (/^\.[A-Za-z_]/.test(this.#text.slice(this.#at, this.#at + 2))) {
      this.#at += 1;
      const step = this.#take(identifier) ?? '';
      const args = this.#take(/\(\s*/y) === undefined ? undefined : this.#arguments();
      steps.push({ name: step, ...(args === undefined ? {} : { args }) });
    }
    if (opening.endsWith('{')) this.#expect(/\}/y, '}');
    return { kind: 'reference', name, steps, written: opening.includes('!') ? '' : this.#text.slice(began, this.#at) };
  }

  #arguments(): readonly Expression[] {
    const args: Expression[] = [];
    while (this.#take(/\s*\)/y) === undefined) {
      if (args.length > 0) this.#expect(/\s*,\s*/y, ',');
      args.push(this.#expression());
    }
    return args;
  }

  #take(pattern: RegExp): string | undefined {
    pattern.lastIndex = this.#at;
    const found = pattern.exec(this.#text)?.[0];
    if (found === undefined) return undefined;
    this.#at += found.length;
    return found;
  }

  #expect(pattern: RegExp, what: string): void {
    if (this.#take(pattern) === undefined) throw this.#problem(`'${what}' is missing`);
  }

  #problem(what: string): AssemblyError {
    const near = this.#text.slice(this.#at, this.#at + 30).split('\n')[0];
    return new AssemblyError(this.#place, `mapping template: ${what}, at '${near}'`);
  }
}
