import type { GameFederationInput } from '../../../lib/config/schema';
import { issuer, mapped, moderators, retained } from '../bases';
import { bothWays, type Chapter } from '../change';

type Rule = NonNullable<NonNullable<NonNullable<GameFederationInput['oidc']>[number]['roleMapping']>['rules']>[number];

const { moderator, ...otherRoles } = mapped.roles;
const [rule, everybodyElse] = moderators.rules as [Rule, Rule];
const guide = { ...rule, value: 'guides', role: 'guide' };
const { roleMapping: _, ...poolWithoutRoles } = mapped.userPool;
const withRules = (...rules: Rule[]) => [{ ...issuer, roleMapping: { rules: [...rules, everybodyElse] } }];
const withDirectRole = { ...retained, oidc: [{ ...issuer, directRole: {} }] };
const arnGoes = (who: string) => `closed: apps can't take the role of ${who} by its ARN` as const;
const otherRole = 'closed: players of login.my-studio.com/players: another role or none where' as const;
const noGroupRole = 'closed: players of the user pool: another role or none where a group gave one';
const group = 'lost: group deleted: who belongs to it';
const whoIsIn =
  'who belongs to the group is in no template: keep a list of it (`aws cognito-idp list-users-in-group`) before the deployment, and add them to the new group after it';

/** Roles that mappings give, and roles for providers' own tokens. */
export const roles: Chapter = {
  title: 'Roles',
  changes: [
    ...bothWays(
      ['a named role added', 'a named role removed'],
      mapped,
      { ...mapped, roles: { ...mapped.roles, guide: { grants: ['moderateFiles'] } } },
      { problems: [group, arnGoes('players with the role guide')], wayOut: whoIsIn },
    ),
    {
      change: 'a named role renamed',
      deployments: [
        mapped,
        { ...mapped, oidc: withRules({ ...rule, role: 'guide' }), roles: { guide: moderator, ...otherRoles } },
      ],
      problems: [group, arnGoes('players with the role moderator'), `${otherRole} groups contains 'moderators'`],
      wayOut: whoIsIn,
    },
    {
      change: "a named role's grants changed",
      deployments: [mapped, { ...mapped, roles: { ...mapped.roles, moderator: { grants: ['moderateBoards'] } } }],
      problems: ['closed: players with the role moderator no longer delete protected/*'],
      wayOut: 'a role has the grants of its list and no others: name both if both are meant',
    },
    {
      change: 'the order of named roles changed',
      deployments: [mapped, { ...mapped, roles: { ...otherRoles, moderator } }],
      problems: [
        'closed: who is in several of the groups moderator and board-keeper gets another role, by their new order',
      ],
      wayOut: 'the first role of the list goes to who is in several groups: write new ones at its end',
    },
    {
      change: 'a rule changed',
      deployments: [mapped, { ...mapped, oidc: withRules({ ...rule, value: 'staff' }) }],
      problems: [`${otherRole} groups contains 'moderators'`],
      wayOut: 'write the new rule beside the old one, until nobody has the old value any more',
    },
    {
      change: 'a rule with a role of its own added',
      deployments: [mapped, { ...mapped, oidc: withRules(rule, guide), roles: { ...mapped.roles, guide: moderator } }],
    },
    ...bothWays(
      ['a rule added', 'a rule removed'],
      mapped,
      { ...mapped, oidc: withRules(rule, { ...rule, value: 'staff' }) },
      {
        problems: [`${otherRole} groups contains 'staff'`],
        wayOut: 'in a running session the old role lasts until it ends',
      },
    ),
    {
      change: 'the order of rules changed',
      deployments: [mapped, { ...mapped, oidc: [{ ...issuer, roleMapping: { rules: [everybodyElse, rule] } }] }],
      problems: [
        'closed: players of login.my-studio.com/players: another role where several rules match, by their new order',
      ],
      wayOut: 'the first rule that matches decides: write the rule for few before the one for many',
    },
    ...bothWays(
      ['who matches no rule let in', 'who matches no rule denied'],
      mapped,
      { ...mapped, oidc: [{ ...issuer, roleMapping: { ...moderators, ambiguous: 'authenticated' as const } }] },
      {
        problems: ['closed: players of login.my-studio.com/players: no role where no rule matches'],
        wayOut: 'write a rule first for those who are to stay in',
      },
    ),
    {
      change: "a user pool's players denied whose token names no role or several",
      deployments: [mapped, { ...mapped, userPool: { ...mapped.userPool, roleMapping: { fromToken: true } } }],
      problems: ['closed: players of the user pool: no role where the token names none or several'],
      wayOut: 'ordinary players are in no group: leave `ambiguous: authenticated`',
    },
    {
      change: "an issuer's rules turned off",
      deployments: [mapped, { ...mapped, oidc: [issuer] }],
      problems: [`${otherRole} groups contains 'moderators'`],
      wayOut: 'everybody has the role of signed-in players then, also those whom the rules left out',
    },
    ...bothWays(
      ['a grant of a named role added', 'a grant of a named role removed'],
      mapped,
      { ...mapped, roles: { ...mapped.roles, moderator: { grants: ['moderateFiles', 'moderateBoards'] } } },
      {
        problems: ['closed: players with the role moderator no longer delete BOARD#*'],
        wayOut: 'write the grant again to give it back: nobody has to sign in anew',
      },
    ),
    {
      change: "a user pool's roles by token turned off",
      deployments: [mapped, { ...mapped, userPool: poolWithoutRoles, roles: { moderator } }],
      problems: [
        'lost: 2 × group deleted: who belongs to it',
        arnGoes('players with the role board-keeper'),
        noGroupRole,
      ],
      wayOut: whoIsIn,
    },
    {
      change: 'role mappings turned on, and the basic flow off with them',
      deployments: [retained, mapped],
      problems: [
        "closed: apps that use the basic flow can't get in",
        'closed: players of login.my-studio.com/players: no role where no rule matches',
      ],
      wayOut: 'ship apps that use the enhanced flow first; `ambiguous: authenticated` lets those in whom no rule names',
    },
    {
      change: 'role mappings turned off, and the basic flow on',
      deployments: [mapped, retained],
      problems: [
        'lost: 2 × group deleted: who belongs to it',
        "closed: apps can't take the roles of players with the role moderator and players with the role board-keeper by their ARNs",
        `${otherRole} groups contains 'moderators'`,
        noGroupRole,
      ],
      wayOut: whoIsIn,
    },
    ...bothWays(['a direct role added', 'a direct role removed'], retained, withDirectRole, {
      problems: [
        arnGoes('players of my-studio without the identity pool'),
        'closed: no player reaches federated/my-studio/ and FEDERATED#my-studio#',
      ],
      wayOut: 'the data stays, and is theirs again with the role; the role has another ARN then',
    }),
    ...bothWays(
      ['sessions of a direct role made longer', 'sessions of a direct role made shorter'],
      withDirectRole,
      { ...retained, oidc: [{ ...issuer, directRole: { sessionSeconds: 7200 } }] },
      {
        problems: [
          'closed: players of my-studio without the identity pool: sessions of more than 3600 s are refused, where 7200 s were taken',
        ],
        wayOut: 'ship apps that ask for the shorter session first',
      },
    ),
  ],
};
