import { Refusal } from '../shared/answer';
import { type ApiEvent, headerOf } from '../shared/event';
import type { Submission } from './rules';

/** A score as a request submits it, looked at. */
export interface ScoreRequest extends Submission {
  /** What the app made up for this one score, so that sending it twice is one submission. */
  readonly token: string;
  /** What the player wants to be called on the board. */
  readonly name?: string;
}

/** UTF-8 bytes of a body. What is longer is no score. */
const most = 4096;
/** Characters of a name, as people count them, and the code units that the longest of them may take. */
const nameLength = 24;
const nameUnits = 96;
const fields = ['score', 'token', 'name', 'details'];

const bad = (message: string) => new Refusal(400, 'BadRequest', message);

/**
 * Reads what a request submits. API Gateway has held it against a model, but only where its content type is the model's (documented: API
 * Gateway developer guide, "Request validation for REST APIs"), so everything is looked at again. Unknown fields are refused: an identity in
 * a body is nobody's business, and one that is passed over looks as if it counted.
 *
 * @throws Refusal saying what is wrong
 */
export function readScoreRequest(event: ApiEvent): ScoreRequest {
  const board = event.pathParameters?.board ?? '';
  const type = headerOf(event, 'content-type')?.split(';')[0]?.trim().toLowerCase();
  if (type !== 'application/json') {
    throw new Refusal(415, 'UnsupportedMediaType', 'Send the score as application/json.');
  }
  const { score, token, name, details } = bodyOf(event);
  if (typeof score !== 'number' || !Number.isSafeInteger(score)) throw bad('score must be a whole number.');
  if (typeof token !== 'string' || !/^[\w-]{16,64}$/.test(token)) {
    throw bad('token must be 16 to 64 letters, digits, hyphens or underscores, made up by the app for this one score.');
  }
  return {
    ...{ board, token, details },
    // There is one zero.
    score: score + 0,
    ...(name !== undefined && { name: nameOf(name) }),
  };
}

function bodyOf({ body, isBase64Encoded }: ApiEvent): Readonly<Record<string, unknown>> {
  const encoded = body ?? '';
  if (encoded.length > most * 2) throw tooLarge();
  const text = isBase64Encoded ? Buffer.from(encoded, 'base64').toString('utf8') : encoded;
  if (Buffer.byteLength(text) > most) throw tooLarge();
  let parsed: unknown;
  try {
    parsed = JSON.parse(text);
  } catch {
    throw bad('The body is no JSON.');
  }
  if (typeof parsed !== 'object' || parsed === null || Array.isArray(parsed)) throw bad('The body must be an object.');
  const unknown = Object.keys(parsed).filter((field) => !fields.includes(field));
  if (unknown.length > 0) throw bad(`The body may hold ${fields.join(', ')}, and nothing else.`);
  return parsed as Readonly<Record<string, unknown>>;
}

function tooLarge(): Refusal {
  return new Refusal(413, 'TooLarge', `The body may be ${most} bytes long.`);
}

/**
 * What can't be seen, turns the text around it or runs over other lines: control, format, private and unassigned characters (`\p{C}`, the
 * joiner of emoji among them), separators of lines, fillers that count as letters, the blank pattern of Braille, and marks heaped upon marks.
 * What chooses the look of an emoji may stand.
 */
const unseen =
  /[\p{C}\p{Zl}\p{Zp}\u2800]|(?![\uFE00-\uFE0F\u{E0100}-\u{E01EF}])\p{Default_Ignorable_Code_Point}|\p{M}{5}/u;
/** What a name is made of, beside spaces and marks. */
const seen = /[\p{L}\p{N}\p{P}\p{S}]/u;

/** A display name, in one form of its characters. Whether it is a decent one only the game can say. */
function nameOf(name: unknown): string {
  const message = `name must be 1 to ${nameLength} characters that can be seen.`;
  if (typeof name !== 'string' || name.length > nameUnits) throw bad(message);
  const tidy = name.normalize('NFC').trim();
  const length = [...tidy].length;
  if (length > nameLength || unseen.test(tidy) || !seen.test(tidy)) throw bad(message);
  return tidy;
}
