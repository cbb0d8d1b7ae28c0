import type { DocumentPath } from '../../engine/checked-request';

/** A path as a statement writes it: `bag.slots[0]`. */
export interface PathNode {
  readonly kind: 'path';
  readonly path: DocumentPath;
}

/** A value that a statement holds itself. A number keeps the digits that were written. */
export type Literal =
  | { readonly kind: 'string' | 'number'; readonly text: string }
  | { readonly kind: 'boolean'; readonly value: boolean }
  | { readonly kind: 'null' }
  | { readonly kind: 'list' | 'set'; readonly items: readonly Literal[] }
  | { readonly kind: 'map'; readonly entries: readonly (readonly [name: string, value: Literal])[] };

/** The `?` of a statement, counted from 0 in the order in which they are written. */
export interface Parameter {
  readonly kind: 'parameter';
  readonly index: number;
}

/** What stands for a value, and is known before anything is read. */
export type ValueNode = Literal | Parameter;

/** `size(path)`. */
export interface SizeNode {
  readonly kind: 'size';
  readonly path: DocumentPath;
}

/** What is compared. */
export type Operand = ValueNode | PathNode | SizeNode;

export type Comparator = '=' | '<>' | '<' | '<=' | '>' | '>=';

export type ConditionFunction =
  | 'attribute_exists'
  | 'attribute_not_exists'
  | 'attribute_type'
  | 'begins_with'
  | 'contains';

/** A condition of a WHERE clause. */
export type Condition =
  | { readonly kind: 'comparison'; readonly operator: Comparator; readonly left: Operand; readonly right: Operand }
  | { readonly kind: 'between'; readonly operand: Operand; readonly low: Operand; readonly high: Operand }
  | { readonly kind: 'in'; readonly operand: Operand; readonly values: readonly Operand[] }
  | { readonly kind: 'is'; readonly path: DocumentPath; readonly type: string; readonly negated: boolean }
  | { readonly kind: 'function'; readonly name: ConditionFunction; readonly operands: readonly Operand[] }
  | { readonly kind: 'and' | 'or'; readonly of: readonly Condition[] }
  | { readonly kind: 'not'; readonly of: Condition };

/** A table, or an index of it. */
export interface Target {
  readonly table: string;
  readonly index?: string;
}

export interface OrderTerm {
  readonly attribute: string;
  readonly descending: boolean;
}

export interface Select {
  readonly kind: 'select';
  /** Absent: `*`. */
  readonly projection?: readonly DocumentPath[];
  readonly target: Target;
  readonly where?: Condition;
  readonly orderBy: readonly OrderTerm[];
}

export interface Insert {
  readonly kind: 'insert';
  readonly target: Target;
  readonly item: readonly (readonly [name: string, value: ValueNode])[];
}

/** What an update gives a path. */
export type Assigned =
  | ValueNode
  | PathNode
  | { readonly kind: 'sum'; readonly operator: '+' | '-'; readonly left: Addend; readonly right: Addend }
  | { readonly kind: 'list_append'; readonly left: Addend; readonly right: Addend }
  | { readonly kind: 'set_add' | 'set_delete'; readonly value: ValueNode };

/** An operand of a sum, or of `list_append`. */
export type Addend = ValueNode | PathNode;

export type UpdateClause =
  | { readonly kind: 'set'; readonly path: DocumentPath; readonly value: Assigned }
  | { readonly kind: 'remove'; readonly path: DocumentPath };

/** `RETURNING … *`, by the names that the API gives the same. */
export type Returning = 'ALL_OLD' | 'UPDATED_OLD' | 'ALL_NEW' | 'UPDATED_NEW';

export interface Update {
  readonly kind: 'update';
  readonly target: Target;
  readonly clauses: readonly UpdateClause[];
  readonly where?: Condition;
  readonly returning?: Returning;
}

export interface Delete {
  readonly kind: 'delete';
  readonly target: Target;
  readonly where?: Condition;
  readonly returning?: Returning;
}

/** `EXISTS(SELECT …)`: a condition of a transaction. */
export interface Exists {
  readonly kind: 'exists';
  readonly select: Select;
}

export type Statement = Select | Insert | Update | Delete | Exists;

/** A statement, and how many parameters it takes. */
export interface ParsedStatement {
  readonly statement: Statement;
  readonly parameters: number;
}
