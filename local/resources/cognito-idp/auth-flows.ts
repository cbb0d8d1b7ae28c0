import { z } from 'zod';

const allowing = [
  'ALLOW_ADMIN_USER_PASSWORD_AUTH',
  'ALLOW_CUSTOM_AUTH',
  'ALLOW_REFRESH_TOKEN_AUTH',
  'ALLOW_USER_AUTH',
  'ALLOW_USER_PASSWORD_AUTH',
  'ALLOW_USER_SRP_AUTH',
] as const;
type AuthFlow = (typeof allowing)[number];

/** The older names, and those that replace them (**documented**: `CreateUserPoolClient`, `ExplicitAuthFlows`). */
const older: Readonly<Record<string, AuthFlow>> = {
  ADMIN_NO_SRP_AUTH: 'ALLOW_ADMIN_USER_PASSWORD_AUTH',
  CUSTOM_AUTH_FLOW_ONLY: 'ALLOW_CUSTOM_AUTH',
  USER_PASSWORD_AUTH: 'ALLOW_USER_PASSWORD_AUTH',
};

/** SRP, refresh and custom where a client does not say (**documented**). */
const otherwise: readonly AuthFlow[] = ['ALLOW_REFRESH_TOKEN_AUTH', 'ALLOW_USER_SRP_AUTH', 'ALLOW_CUSTOM_AUTH'];

/** The property, in names of one kind alone (**documented**: the two can't be used together). */
export const explicitAuthFlows = z
  .array(z.enum([...allowing, ...Object.keys(older)], { error: 'is no authentication flow of an app client' }))
  .refine((flows) => new Set(flows.map((flow) => flow in older)).size < 2, {
    error: 'has older names beside those that begin with ALLOW_: take one kind',
  })
  .default([...otherwise]);

/**
 * What a client allows. One that names flows in the older way has SRP and refresh beside them, but for `CUSTOM_AUTH_FLOW_ONLY`, which
 * leaves SRP out (**documented** by what the newer names had to be added for; that custom flows are not among them is **unconfirmed**).
 */
export function allowedFlows(flows: readonly string[]): ReadonlySet<AuthFlow> {
  if (!flows.some((flow) => flow in older)) return new Set(flows as AuthFlow[]);
  const named = flows.flatMap((flow) => older[flow] ?? []);
  const beside: AuthFlow[] = flows.includes('CUSTOM_AUTH_FLOW_ONLY') ? [] : ['ALLOW_USER_SRP_AUTH'];
  return new Set<AuthFlow>([...named, ...beside, 'ALLOW_REFRESH_TOKEN_AUTH']);
}
