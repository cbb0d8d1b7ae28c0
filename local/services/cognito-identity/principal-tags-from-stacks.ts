import { z } from 'zod';
import { AssemblyError } from '../../../assembly/assembly-error';
import { cfnBoolean, cfnString, readProperties } from '../../../assembly/properties';
import type { DeployedStack } from '../../../assembly/types';
import { isSessionTag } from '../../identities/session-tags';
import { defaultTagMap, type TagMap } from './principal-tags';

const principalTagProperties = z
  .strictObject({
    IdentityPoolId: cfnString,
    IdentityProviderName: cfnString.pipe(z.string().min(1).max(128)),
    UseDefaults: cfnBoolean.default(false),
    PrincipalTags: z
      .record(
        z.string().refine((key) => isSessionTag(key, ''), 'must be the key of a session tag'),
        cfnString.pipe(z.string().min(1).max(256)),
      )
      .refine((tags) => Object.keys(tags).length <= 50, 'holds at most 50 tags')
      .refine(
        (tags) => new Set(Object.keys(tags).map((key) => key.toLowerCase())).size === Object.keys(tags).length,
        "holds two keys that differ in their letters' case alone",
      )
      .optional(),
  })
  .refine(({ UseDefaults, PrincipalTags }) => UseDefaults !== (PrincipalTags !== undefined), {
    error: 'is either given, or UseDefaults is true',
    path: ['PrincipalTags'],
  });

/** One provider's attributes for access control in one pool. */
export interface PrincipalTagAssignment {
  /** Where it stands in the templates. */
  readonly place: string;
  readonly poolId: string;
  readonly providerName: string;
  readonly tags: TagMap;
}

/**
 * The `AWS::Cognito::IdentityPoolPrincipalTag`s of the templates.
 *
 * @throws AssemblyError that names the place of what is not understood
 * @see https://docs.aws.amazon.com/AWSCloudFormation/latest/TemplateReference/aws-resource-cognito-identitypoolprincipaltag.html
 */
export function principalTagAssignments(stacks: readonly DeployedStack[]): readonly PrincipalTagAssignment[] {
  const assignments: PrincipalTagAssignment[] = [];
  for (const resource of stacks.flatMap((stack) => stack.resources)) {
    if (resource.type !== 'AWS::Cognito::IdentityPoolPrincipalTag') continue;
    const { IdentityPoolId, IdentityProviderName, PrincipalTags } = readProperties(resource, principalTagProperties);
    if (PrincipalTags === undefined && /:saml-provider\//.test(IdentityProviderName)) {
      throw new AssemblyError(
        `${resource.place}: Properties.UseDefaults`,
        "the tag keys of AWS's defaults for SAML are not known here: write them out in PrincipalTags",
      );
    }
    assignments.push({
      place: resource.place,
      poolId: IdentityPoolId,
      providerName: IdentityProviderName,
      tags: PrincipalTags === undefined ? defaultTagMap : new Map(Object.entries(PrincipalTags)),
    });
  }
  return assignments;
}
