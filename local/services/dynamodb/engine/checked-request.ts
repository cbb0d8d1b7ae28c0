import { type AttributeMap, withoutInheritedNames } from './attribute-map';

/** A path within an item: names and list positions. */
export type DocumentPath = readonly (string | number)[];

/** A condition of `KeyConditions`, to which a `KeyConditionExpression` is converted. */
export interface KeyCondition {
  readonly ComparisonOperator: string;
  readonly AttributeValueList?: readonly Readonly<Record<string, unknown>>[];
}

interface ParsedCondition {
  readonly expression: unknown;
  readonly pathHeads: Readonly<Record<string, true>>;
}

interface ParsedProjection {
  readonly paths: readonly DocumentPath[];
}

/** `SET a = b + :c`: the operands are paths, attribute values, or functions and sums of these. */
interface ParsedUpdate {
  readonly sections: readonly { readonly path: DocumentPath; readonly val?: unknown }[];
}

/** One table's part of a request, in the engine's form: names beginning with `_` are its parsed expressions. */
export interface CheckedRequest {
  readonly TableName?: string;
  readonly IndexName?: string;
  Key?: AttributeMap;
  Item?: AttributeMap;
  readonly Keys?: readonly AttributeMap[];
  readonly KeyConditions?: Readonly<Record<string, KeyCondition>>;
  readonly AttributesToGet?: readonly string[];
  readonly AttributeUpdates?: Readonly<Record<string, unknown>>;
  readonly Expected?: Readonly<Record<string, unknown>>;
  readonly QueryFilter?: Readonly<Record<string, unknown>>;
  readonly ScanFilter?: Readonly<Record<string, unknown>>;
  readonly Select?: string;
  readonly ReturnValues?: string;
  readonly ReturnConsumedCapacity?: string;
  readonly _condition?: ParsedCondition;
  readonly _filter?: ParsedCondition;
  readonly _projection?: ParsedProjection;
  readonly _updates?: ParsedUpdate;
  readonly RequestItems?: Readonly<Record<string, unknown>>;
  readonly [other: string]: unknown;
}

/** The request with its key and item free of inherited names. */
export function bareRequest(request: Record<string, unknown>): CheckedRequest {
  const bare: CheckedRequest = request;
  if (bare.Key !== undefined) bare.Key = withoutInheritedNames(bare.Key);
  if (bare.Item !== undefined) bare.Item = withoutInheritedNames(bare.Item);
  return bare;
}
