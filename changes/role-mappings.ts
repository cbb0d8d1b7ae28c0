import { providerName } from './iam-providers';
import { loginsOf, textOf } from './logins';
import type { Problem } from './problem';
import { type Deployment, fields, list, resourcesOf } from './templates';
import type { Update } from './update';
import { words } from './wording';

/** Which roles the players of one login get in the enhanced flow. */
interface Mapping {
  /** By the token, and not by rules. */
  readonly byToken: boolean;
  /** Whether who matches nothing gets no role. */
  readonly denies: boolean;
  readonly rules: readonly Rule[];
  /** The role of signed-in players. */
  readonly otherwise: string;
}

interface Rule {
  readonly when: string;
  readonly role: string;
}

/** Without a mapping everybody gets the role of signed-in players. */
const none: Mapping = { byToken: false, denies: false, rules: [], otherwise: '' };

/**
 * Players who get no role or another one, by the mapping of their login. A login that goes is told of by itself, and so is an app client
 * of a user pool, which has a mapping for each.
 */
export function closedMappings({ before, after }: Update): Problem[] {
  const mappable = mappableLogins(after);
  const [old, now] = [mappingsOf(before), mappingsOf(after)];
  const sentences = [...mappableLogins(before)].flatMap(([provider, login]) =>
    mappable.has(provider)
      ? whoGetsAnother(old.get(provider) ?? none, now.get(provider) ?? none).map((who) => `players of ${login}: ${who}`)
      : [],
  );
  return [...new Set(sentences)].map((sentence) => ({ verdict: 'closed', sentence, wayOut }));
}

const wayOut =
  'write a new rule beside the old one, until nobody has the old value any more; the first rule that matches decides. In a running session the old role lasts until it ends';

function whoGetsAnother(old: Mapping, now: Mapping): string[] {
  const [rulesBefore, rulesNow] = [old.rules.map(textOfRule), now.rules.map(textOfRule)];
  // Who matches nothing gets the role of signed-in players, unless they are denied: a rule that gave it is not missed.
  const missed = old.rules.filter(
    (rule) => !rulesNow.includes(textOfRule(rule)) && (now.denies || rule.role !== old.otherwise),
  );
  const inOrder = rulesBefore.filter((rule) => rulesNow.includes(rule));
  const inNewOrder = rulesNow.filter((rule) => rulesBefore.includes(rule));
  const unmatched = now.byToken ? 'the token names none or several' : 'no rule matches';
  return [
    ...(missed.length > 0 ? [`another role or none where ${words(missed.map(({ when }) => when))}`] : []),
    ...(inOrder.join() === inNewOrder.join() ? [] : ['another role where several rules match, by their new order']),
    ...(old.byToken && !now.byToken ? ['another role or none where a group gave one'] : []),
    ...(now.denies && !old.denies ? [`no role where ${unmatched}`] : []),
  ];
}

function textOfRule({ when, role }: Rule): string {
  return `${when} ${role}`;
}

/** Every login that may have a mapping, as mappings name it: a user pool is mapped client by client (documented). */
function mappableLogins(deployment: Deployment): Map<string, string> {
  return new Map(
    [...loginsOf(deployment)].flatMap(([key, { name, audiences = [] }]) =>
      name === key
        ? [[key, name] as const]
        : audiences.map((client) => [key.startsWith('{') ? `${key} ${client}` : `${key}:${client}`, name] as const),
    ),
  );
}

function mappingsOf(deployment: Deployment): Map<string, Mapping> {
  const attachments = resourcesOf(deployment).filter(
    ({ resource }) => resource.Type === 'AWS::Cognito::IdentityPoolRoleAttachment',
  );
  return new Map(
    attachments.flatMap(({ resource: { Properties = {} } }) =>
      Object.values(fields(Properties.RoleMappings)).map((mapping) => {
        const { IdentityProvider, Type, AmbiguousRoleResolution, RulesConfiguration } = fields(mapping);
        const rules = list(fields(RulesConfiguration).Rules).map(fields);
        return [
          mappedLogin(IdentityProvider),
          {
            byToken: Type === 'Token',
            denies: AmbiguousRoleResolution === 'Deny',
            rules: rules.map(({ Claim, MatchType, Value, RoleARN }) => ({
              when: `${Claim} ${comparisons[String(MatchType)] ?? MatchType} '${Value}'`,
              role: JSON.stringify(RoleARN),
            })),
            otherwise: JSON.stringify(fields(Properties.Roles).authenticated),
          },
        ];
      }),
    ),
  );
}

const comparisons: Readonly<Record<string, string>> = {
  Equals: 'is',
  Contains: 'contains',
  StartsWith: 'starts with',
  NotEqual: 'is not',
};

/** `<pool>:<client>` of a user pool that the template makes is put together of references. */
function mappedLogin(provider: unknown): string {
  const [, parts] = list(fields(provider)['Fn::Join']);
  const [pool, , client] = list(parts);
  return client === undefined ? providerName(textOf(provider)) : `${textOf(pool)} ${textOf(client)}`;
}
