import { rankOf } from '../../../lambda/shared/rank';
import { type ApiCall, ApiError } from '../../../lambda/smoke-test/api-caller';
import type { SmokeTestFacts } from '../../../lambda/smoke-test/facts';
import { claimsOfToken } from '../../../lambda/smoke-test/player-tokens/claims-of-token';
import type { Asked } from './asked';
import type { Session } from './fake-identities';

type Bend = (asked: Asked, session: Session) => boolean | Error | undefined;

/** What deletes a player's own, by identity ID. */
type Forget = Readonly<Record<'identity' | 'files' | 'records', (identityId: string) => void>>;

/** The API of the scores in memory: IAM, API Gateway's model and the function, each by its own names. A test bends single answers. */
export class FakeScores {
  private readonly tokens = new Map<string, { readonly score: unknown; readonly playerId: string }>();
  private readonly last = new Map<string, number>();

  constructor(
    private readonly facts: SmokeTestFacts,
    private readonly items: Map<string, Record<string, unknown>>,
    private readonly parts: { readonly bend: Bend; readonly forget: Forget },
  ) {}

  answer(
    { method, path, query, headers = {}, body = {} }: ApiCall,
    session: Session | undefined,
  ): Record<string, unknown> {
    const { scores } = this.facts;
    if (scores === undefined) throw new Error('there are no scores here');
    const who: Session = session ?? { kind: 'backend' };
    /** Refuses, unless a test lets it pass; a test may refuse what would pass. */
    const unless = (holds: boolean, name: string, status: number, target = name) => {
      const bent = this.parts.bend({ action: 'scores', target }, who);
      if (bent instanceof Error) throw bent;
      if (bent ?? holds) return;
      throw new ApiError(name, name, status, undefined);
    };
    if (path.startsWith('/user-pool/')) {
      const fault = faultOf(headers.authorization ?? '');
      unless(fault === undefined, 'UnauthorizedException', 401, fault ?? 'ID token of an app');
      return this.again(body as Record<string, unknown>);
    }
    unless(session !== undefined, 'MissingAuthenticationTokenException', 403);
    const calls = method === 'DELETE' ? scores.deletesGuests : scores.guests;
    const mayCall = who.kind === 'signed-in' || who.kind === 'backend' || (who.kind === 'guest' && calls);
    unless(mayCall && !path.includes('none'), 'AccessDeniedException', 403);
    unless(who.kind !== 'backend', 'NotAPlayer', 403);
    if (method === 'DELETE') {
      if (query?.confirmation === undefined) return { deleted: false, confirmation: 'confirmation' };
      unless(query.confirmation === 'confirmation', 'NotConfirmed', 409);
      // One that was made up, where a test lets it pass: nobody is lost whom other claims are about.
      return query.confirmation === 'confirmation' ? this.forget(who) : { deleted: true };
    }
    unless(typeof body !== 'string', 'BadRequestException', 400, 'a body that is no JSON');
    if (typeof body === 'string') return {};
    return this.submit(body as Record<string, unknown>, who, unless);
  }

  /** Deletes a player: each kind of what is theirs, but for what a test says is left. */
  private forget(who: Session): Record<string, unknown> {
    const id = 'identityId' in who ? who.identityId : '';
    const isLeft = (target: string) => this.parts.bend({ action: 'scores', target: `${target} stay` }, who) === true;
    for (const kind of ['identity', 'files', 'records'] as const) if (!isLeft(kind)) this.parts.forget[kind](id);
    const { boardKey = '' } = this.facts.scores ?? {};
    for (const key of this.items.keys()) {
      if (!isLeft('rows') && key.startsWith(`${boardKey}|`) && key.endsWith(`#${id.slice(9, 22)}`))
        this.items.delete(key);
    }
    return { deleted: !isLeft('all') };
  }

  /** What the token of a score was answered with. */
  private again({ score, token }: Record<string, unknown>): Record<string, unknown> {
    const known = [...this.tokens].find(([name, before]) => name.endsWith(`|${token}`) && before.score === score);
    return { ...known?.[1] };
  }

  private submit(
    { score, token, ...rest }: Record<string, unknown>,
    who: Session,
    unless: (holds: boolean, name: string, status: number, target?: string) => void,
  ): Record<string, unknown> {
    const { max = 0, boardKey = '' } = this.facts.scores ?? {};
    const id = 'identityId' in who ? who.identityId : '';
    unless(!('identityId' in rest), 'BadRequestException', 400, 'an identity in the body');
    unless(typeof score === 'number', 'BadRequestException', 400, 'a string as score');
    unless(JSON.stringify(rest).length < 4096, 'TooLarge', 413);
    const value = Number(score);
    const kind = value > Number.MAX_SAFE_INTEGER ? '1e308 as score' : value < 0 ? 'a negative score' : undefined;
    const before = this.tokens.get(`${id}|${token}`);
    if (before !== undefined) unless(before.score === score, 'TokenUsed', 409);
    unless(value >= 0 && value <= max, 'ScoreOutOfBounds', 422, kind);
    const at = this.last.get(id);
    unless(at === undefined || score !== 0, 'ScoreTooSoon', 429);
    this.last.set(id, 0);
    const shown = this.parts.bend({ action: 'scores', target: 'identity ID as public ID' }, who) === true;
    const playerId = shown ? id : `public-${id.slice(20, 22)}`;
    this.tokens.set(`${id}|${token}`, { score, playerId });
    const sk = rankOf(Number(score), { order: 'highest' }, 0, id.slice(9, 22));
    this.items.set(`${boardKey}|${sk}`, { sk: { S: sk }, playerId: { S: playerId }, score: { N: String(score) } });
    return { playerId, best: score };
  }
}

/** Why the authorizer takes no such token; undefined: it does. */
function faultOf(token: string): string | undefined {
  const { aud, exp } = claimsOfToken(token) ?? {};
  if (token.startsWith('MARKER-access')) return 'access token';
  if (!token.startsWith('MARKER-pool')) return 'token of nobody';
  if (aud !== 'app-client') return 'token of another client';
  return Number(exp) * 1000 < Date.UTC(2026, 10, 20) ? 'expired token' : undefined;
}
