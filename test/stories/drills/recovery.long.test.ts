import { readFileSync } from 'node:fs';
import { HeadBucketCommand, S3Client } from '@aws-sdk/client-s3';
import { importTemplate, type WholeTemplate } from '../../../bin/import-template/template';
import type { GameFederationInput } from '../../../lib/config/schema';
import { administratorClient } from '../../../local/smoke-test/administrator-client';
import type { OpenTemplate } from '../deployment';
import { enteredByPage, entersByPage, haveAccount, userPool } from './accounts';
import { type Drill, entered, enters, finds, keep, outcome, stackNames, startDrill, templates } from './drill';
import { stage, withIssuer } from './stage';

let drill: Drill;
beforeEach(async () => {
  drill = await startDrill();
});
afterEach(() => drill.stop());

const created = ['CREATE_COMPLETE', 'CREATE_COMPLETE'];
const deleted = ['DELETE_COMPLETE', 'DELETE_COMPLETE'];
const saved = ['level 7', 'level 7'];
const nothing = ['AccessDenied', undefined];
const retaining: GameFederationInput = { ...stage, retainData: true, userPool: userPool('moon-again') };

/** Adele by the issuer and Bela by the page, each with a save. */
async function twoPlay(of: GameFederationInput) {
  await haveAccount(drill, of, 'bela@example.com');
  const game = drill.game(of);
  const both = [await entered(game, 'Adele'), await enteredByPage(drill, of, 'bela@example.com')];
  for (const player of both) await keep(game, player, 'level 7');
  return both;
}

/** What of a stage's resources is kept, by logical ID: type and physical ID. */
const keptOf = (name: string) =>
  (drill.cloud.cloudFormation.view(name)?.resources ?? []).filter(({ logicalId }) => {
    const { Resources } = JSON.parse(drill.cloud.cloudFormation.view(name)?.template ?? '{}') as OpenTemplate;
    return (Resources[logicalId] as { DeletionPolicy?: string } | undefined)?.DeletionPolicy?.startsWith('Retain');
  });

/** The identifier by which a resource is imported, from its type and physical ID. */
function identifierOf(type: string, physicalId: string, userPoolId: string): Record<string, string> {
  const [, , resource = ''] = type.split('::');
  if (resource === 'UserPoolClient') return { UserPoolId: userPoolId, ClientId: physicalId };
  const names: Record<string, string> = {
    ...{ Bucket: 'BucketName', BucketPolicy: 'Bucket', GlobalTable: 'TableName' },
    ...{ IdentityPool: 'Id', UserPool: 'UserPoolId', OIDCProvider: 'Arn' },
  };
  return { [names[resource] ?? '']: physicalId };
}

test('a stage that keeps its data is destroyed, deployed anew, and taken back: players find what they had', async () => {
  expect(await drill.deploy(retaining)).toEqual(created);
  const [adele, bela] = await twoPlay(retaining);
  const clientId = drill.output(retaining, 'UserPoolClientIdMoonWeb');
  const shipped = drill.game(retaining);
  const names = stackNames(retaining);
  const left = names.map((name) => keptOf(name));
  expect(left.flat().map(({ type }) => type.split('::')[2])).toEqual(
    expect.arrayContaining(['Bucket', 'BucketPolicy', 'GlobalTable', 'UserPool', 'UserPoolClient', 'IdentityPool']),
  );
  // The runbook's examples name what there is.
  const examples = [...readFileSync('docs/runbook.md', 'utf8').matchAll(/^ +"([A-Z]\w+)": \{ "/gm)].map(([, id]) => id);
  expect(examples).toHaveLength(7);
  expect(left.flat().map(({ logicalId }) => logicalId)).toEqual(expect.arrayContaining(examples));
  const userPoolId = drill.output(retaining, 'UserPoolId');

  // Destroyed: nobody gets in, and nothing of theirs is gone.
  expect(await drill.destroy(retaining)).toEqual(deleted);
  expect(await enters(shipped, 'Adele')).toEqual(expect.stringMatching(/^NotAuthorizedException|^InvalidIdentityPool/));

  // Deployed anew nothing collides, and everything is another: players begin with nothing, apps that shipped can't sign in.
  expect(await drill.deploy(retaining)).toEqual(created);
  const anew = await entered(drill.game(retaining), 'Adele');
  expect(anew.identityId).not.toBe(adele?.identityId);
  expect(await finds(drill.game(retaining), anew)).toEqual(nothing);
  expect(await entersByPage(drill, retaining, 'bela@example.com', clientId)).toEqual(expect.any(String));
  expect(await drill.destroy(retaining)).toEqual(deleted);

  // Taken back: templates of what is imported alone, then the whole.
  for (const [at, name] of names.entries()) {
    const existing = Object.fromEntries(
      (left[at] ?? []).map(({ logicalId, type, physicalId }) => [
        logicalId,
        identifierOf(type, physicalId, userPoolId),
      ]),
    );
    const { template } = importTemplate(templates(retaining).get(name) as WholeTemplate, existing);
    expect(await drill.pipeline.adopt(name, template, existing)).toBe('IMPORT_COMPLETE');
  }
  expect(await drill.deploy(retaining)).toEqual(['UPDATE_COMPLETE', 'UPDATE_COMPLETE']);
  expect(drill.game(retaining)).toMatchObject({ identityPoolId: shipped.identityPoolId, bucket: shipped.bucket });
  const again = [await entered(shipped, 'Adele'), await enteredByPage(drill, retaining, 'bela@example.com', clientId)];
  expect(again.map(({ identityId }) => identityId)).toEqual([adele?.identityId, bela?.identityId]);
  expect(await Promise.all(again.map((player) => finds(shipped, player)))).toEqual([saved, saved]);
});

test('a stage that keeps nothing is destroyed and deployed anew, and everybody begins anew', async () => {
  const disposable = { ...retaining, retainData: false };
  expect(await drill.deploy(disposable)).toEqual(created);
  const [adele] = await twoPlay(disposable);
  const shipped = drill.game(disposable);
  expect(await drill.destroy(disposable)).toEqual(deleted);
  const s3 = new S3Client({ ...administratorClient(drill.cloud), forcePathStyle: true });
  expect(await outcome(s3.send(new HeadBucketCommand({ Bucket: shipped.bucket })))).toMatch(/^NotFound/);
  expect(await drill.deploy(disposable)).toEqual(created);
  const anew = await entered(drill.game(disposable), 'Adele');
  expect([anew.identityId === adele?.identityId, await finds(drill.game(disposable), anew)]).toEqual([false, nothing]);
  expect(await outcome(enters(shipped, 'Adele'))).toEqual(expect.stringMatching(/^ResourceNotFoundException/));
});

test('a provider that a destroyed stage has shared is in the way of the next, until that imports it', async () => {
  const sharing = withIssuer({ shared: true });
  expect(await drill.deploy(sharing)).toEqual(created);
  expect(await drill.destroy(sharing)).toEqual(deleted);
  expect(await drill.deploy(sharing)).toEqual(['CREATE_COMPLETE', 'ROLLBACK_COMPLETE']);
  const [, federation] = stackNames(sharing);
  expect((await drill.failures(federation)).join()).toMatch(/^Oidc\w+ CREATE_FAILED: .* already exists/);
  // A stack that was never created can't be updated.
  expect((await drill.deploy(sharing)).at(-1)).toMatch(/is in ROLLBACK_COMPLETE state and can not be updated/);
  expect(await drill.remove(federation)).toBe('DELETE_COMPLETE');
  const [provider] = Object.entries(templates(sharing).get(federation)?.Resources ?? {}).filter(
    ([, { Type }]) => Type === 'AWS::IAM::OIDCProvider',
  );
  const existing = {
    [provider?.[0] ?? '']: { Arn: 'arn:aws:iam::123456789012:oidc-provider/players.moon-garden.example' },
  };
  const { template } = importTemplate(templates(sharing).get(federation) as WholeTemplate, existing);
  expect(await drill.pipeline.adopt(federation, template, existing)).toBe('IMPORT_COMPLETE');
  expect((await drill.deploy(sharing)).at(-1)).toBe('UPDATE_COMPLETE');
  expect(await enters(drill.game(sharing), 'Adele')).toHaveProperty('identityId');
});
