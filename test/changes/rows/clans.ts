import { issuer, partner, retained, userPool } from '../bases';
import { bothWays, type Chapter } from '../change';

const claim = (clan: string) => ({ attributes: { clan } });
const withIssuer = (changes: object) => ({ ...retained, oidc: [{ ...issuer, ...changes }] });
const { attributes: _, ...poolWithoutClans } = userPool;
const clansStay = 'the clans’ data stays, and so does who is in which clan';

/** Clans, provider by provider. */
export const clans: Chapter = {
  title: 'Clans of one provider among several',
  changes: [
    ...bothWays(
      ["an issuer's clan claim added", "an issuer's clan claim removed"],
      retained,
      withIssuer(claim('clan')),
      {
        problems: ['closed: players of login.my-studio.com/players have no clan any more'],
        wayOut: clansStay,
      },
    ),
    {
      change: "the user pool's clan claim removed, while an issuer keeps its own",
      deployments: [withIssuer(claim('clan')), { ...withIssuer(claim('clan')), userPool: poolWithoutClans }],
      problems: ['closed: players of the user pool have no clan any more'],
      wayOut: clansStay,
    },
    {
      change: "an issuer's clan claim changed",
      deployments: [withIssuer(claim('clan')), withIssuer(claim('team'))],
      problems: [
        "closed: players of login.my-studio.com/players have the clan that 'team' says, no longer the one of 'clan'",
      ],
      wayOut:
        'whoever has the new claim enters the clan of that name, with all that is in it: let the issuer write it for everybody first',
    },
    {
      change: "a SAML provider's clan attribute changed",
      deployments: [
        { ...retained, saml: [{ ...partner, ...claim('clan') }] },
        { ...retained, saml: [{ ...partner, ...claim('team') }] },
      ],
      problems: [
        "closed: players of SAML provider star-harvest-prod-partner have the clan that 'team' says, no longer the one of 'clan'",
      ],
      wayOut: 'as for an issuer',
    },
  ],
};
