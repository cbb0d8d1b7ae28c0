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
const arnGoes = (role: string) => `closed: apps that hold the ARN of the role ${role} can't take it` as const;
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
      { problems: [group, arnGoes('NamedRolesGuideRole')], wayOut: whoIsIn },
    ),
    {
      change: 'a named role renamed',
      deployments: [
        mapped,
        { ...mapped, oidc: withRules({ ...rule, role: 'guide' }), roles: { guide: moderator, ...otherRoles } },
      ],
      problems: [group, arnGoes('NamedRolesModeratorRole')],
      wayOut: whoIsIn,
    },
    {
      change: "a named role's grants changed",
      deployments: [mapped, { ...mapped, roles: { ...mapped.roles, moderator: { grants: ['moderateBoards'] } } }],
    },
    {
      change: 'the order of named roles changed',
      deployments: [mapped, { ...mapped, roles: { ...otherRoles, moderator } }],
    },
    { change: 'a rule changed', deployments: [mapped, { ...mapped, oidc: withRules({ ...rule, value: 'staff' }) }] },
    {
      change: 'a rule with a role of its own added',
      deployments: [mapped, { ...mapped, oidc: withRules(rule, guide), roles: { ...mapped.roles, guide: moderator } }],
    },
    {
      change: "a user pool's roles by token turned off",
      deployments: [mapped, { ...mapped, userPool: poolWithoutRoles, roles: { moderator } }],
      problems: ['lost: 2 × group deleted: who belongs to it', arnGoes('NamedRolesBoardKeeperRole')],
      wayOut: whoIsIn,
    },
    ...bothWays(
      ['role mappings turned on, and the basic flow off with them', 'role mappings turned off, and the basic flow on'],
      retained,
      mapped,
      {
        problems: [
          'lost: 2 × group deleted: who belongs to it',
          arnGoes('NamedRolesModeratorRole'),
          arnGoes('NamedRolesBoardKeeperRole'),
        ],
        wayOut: whoIsIn,
      },
    ),
    ...bothWays(['a direct role added', 'a direct role removed'], retained, withDirectRole, {
      problems: [arnGoes('DirectRolesMyStudioRole'), 'closed: no player reaches federated/my-studio/'],
      wayOut: 'the data stays, and is theirs again with the role; the role has another ARN then',
    }),
    {
      change: 'the session length of a direct role changed',
      deployments: [withDirectRole, { ...retained, oidc: [{ ...issuer, directRole: { sessionSeconds: 7200 } }] }],
    },
  ],
};
