import { GetIdCommand } from '@aws-sdk/client-cognito-identity';
import type { SmokeTestClients } from '../clients';
import { type Exercise, entryOf } from '../exercise';
import type { SmokeTestFacts } from '../facts';
import type { Player } from '../player-tokens/player';
import type { SmokeTestPlayer } from '../report';
import type { Outcome, Try } from '../step';

const nothing = async () => [];

/** Where guests are off, nobody gets an identity without a login. One try: each that succeeds would make an identity. */
export async function guestsTurnedOff(
  { cognito }: Pick<SmokeTestClients, 'cognito'>,
  identityPoolId: string,
  attempt: Try,
): Promise<readonly Exercise[]> {
  const { step } = await attempt({
    name: 'may not get an identity ID without a login',
    expected: 'refused',
    // "Unauthenticated access is not supported for this identity pool." (observed: aws-amplify/amplify-js#1089)
    refusedBy: ['NotAuthorizedException'],
    run: () => cognito.send(new GetIdCommand({ IdentityPoolId: identityPoolId })),
  });
  const off = { status: 'off' as const, reason: 'The configuration turns guests off.' };
  return [
    { entry: { ...entryOf({ kind: 'guest' }, 'enhanced'), ...off }, allowed: [step], refused: nothing },
    { entry: { ...entryOf({ kind: 'guest' }, 'basic'), ...off }, allowed: [], refused: nothing },
  ];
}

/** Why there is no basic flow for the players of a provider; nothing where there is one. */
export function basicFlowOff({ provider }: Pick<Player, 'provider'>, facts: SmokeTestFacts): string | undefined {
  if (!facts.basicFlow.enabled) return 'The configuration turns the basic flow off.';
  if (!facts.samlProviders?.some(({ name }) => name === provider)) return undefined;
  return 'Cognito takes no SAML response in the basic flow (observed: aws-sdk-ios#520).';
}

/** The flows that a player of a provider may come by; of none: a player of whichever. */
export function flowsOf(provider: string | undefined, facts: SmokeTestFacts): readonly SmokeTestPlayer['flow'][] {
  const direct = facts.federated?.providers.some(({ name }) => name === provider) ?? false;
  return [
    'enhanced',
    ...(basicFlowOff({ provider }, facts) === undefined ? (['basic'] as const) : []),
    ...(direct ? (['direct'] as const) : []),
  ];
}

/** Where the basic flow is off, nobody gets an OpenID token for an identity. */
export function basicFlowTurnedOff(player: Player, identity: Outcome<string>, reason: string, attempt: Try): Exercise {
  const entry = { ...entryOf(player, 'basic'), status: 'off' as const };
  const identityId = identity.answer;
  if (player.source === 'developer') {
    const further =
      'A developer provider has its token without GetOpenIdToken, so there is nothing that could be refused.';
    return { entry: { ...entry, reason: `${reason} ${further}` }, allowed: [], refused: nothing };
  }
  return {
    entry: { ...entry, reason },
    allowed: identityId === undefined ? [identity.step] : [],
    refused: async (until) => {
      if (identityId === undefined) return [];
      const { step } = await attempt({
        name: 'may not get an OpenID token for its identity',
        expected: 'refused',
        // "Basic (classic) flow is not enabled, please use enhanced flow." (observed: aws/aws-cli#7652)
        refusedBy: ['InvalidParameterException'],
        until,
        run: () => player.openIdToken(identityId),
      });
      return [step];
    },
  };
}
