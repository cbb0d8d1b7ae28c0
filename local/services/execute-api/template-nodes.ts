/** A step from one value to a part of it, or to what its method answers. */
export interface Step {
  readonly name: string;
  readonly args?: readonly Expression[];
}

/** `$input.params('x')` */
export interface Reference {
  readonly kind: 'reference';
  readonly name: string;
  readonly steps: readonly Step[];
  /** As it is written: what is output where there is no such value. */
  readonly written: string;
}

export type Expression =
  | Reference
  | { readonly kind: 'literal'; readonly value: string | number | boolean }
  | { readonly kind: 'not'; readonly of: Expression }
  | {
      readonly kind: 'operation';
      readonly operator: '==' | '!=' | '&&' | '||';
      readonly left: Expression;
      readonly right: Expression;
    };

export type Node =
  | { readonly kind: 'text'; readonly text: string }
  | { readonly kind: 'output'; readonly of: Reference }
  | { readonly kind: 'set'; readonly target: Reference; readonly value: Expression }
  | {
      readonly kind: 'if';
      readonly branches: readonly { readonly when?: Expression; readonly nodes: readonly Node[] }[];
    };
