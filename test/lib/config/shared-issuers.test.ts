import { parseConfig } from '../../../lib/config/parse';
import type { GameFederationInput } from '../../../lib/config/schema';
import { sharedIssuers } from '../../../lib/config/shared-issuers';
import { samlMetadataFile } from '../everything';

const account = '123456789012';
const issuer = { name: 'my-studio', issuer: 'https://login.my-studio.com', clientIds: ['app'] };
const importedArn = `arn:aws:iam::${account}:oidc-provider/login.my-studio.com`;

function stage(name: string, oidc: object, fields: Partial<GameFederationInput> = {}): GameFederationInput {
  return {
    game: 'star-harvest',
    stage: name,
    account,
    oidc: [{ ...issuer, ...oidc }],
    retainData: name === 'prod',
    ...fields,
  };
}

function findings(chosen: GameFederationInput, ...others: GameFederationInput[]) {
  return sharedIssuers(others.map(parseConfig), parseConfig(chosen));
}

const none = { problems: [], warnings: [] };

describe('two stages that create the same issuer', () => {
  test('in one account are refused, whichever is chosen, with the way out', () => {
    for (const [chosen, other] of [
      ['dev', 'prod'],
      ['prod', 'dev'],
    ] as const) {
      expect(findings(stage(chosen, {}), stage(other, {}))).toEqual({
        problems: [
          expect.stringMatching(
            `^oidc\\[0\\]: stage '${other}' creates .* create it in one stage with shared: true, and give the other importedArn: '${importedArn}'`,
          ),
        ],
        warnings: [],
      });
    }
  });

  test('in two accounts are fine', () => {
    expect(findings(stage('dev', {}), stage('prod', {}, { account: '210987654321' }))).toEqual(none);
  });

  test('with an account left open are warned about', () => {
    const { problems, warnings } = findings(stage('dev', {}, { account: undefined }), stage('prod', {}));
    expect(problems).toEqual([]);
    expect(warnings).toEqual([expect.stringContaining("importedArn: 'arn:aws:iam::<account>:oidc-provider/")]);
  });

  test('are seen through the field of a provider too, and only where it takes an IAM provider', () => {
    const google = (count: number) => ({
      oidc: [],
      google: { clientIds: Array.from({ length: count }, (_, index) => `${index}.apps.googleusercontent.com`) },
    });
    expect(findings(stage('dev', {}, google(2)), stage('prod', {}, google(2))).problems).toHaveLength(1);
    expect(findings(stage('dev', {}, google(1)), stage('prod', {}, google(2)))).toEqual(none);
  });
});

describe('a provider that one stage creates and another imports', () => {
  const importing = stage('prod', { importedArn });

  test('is refused where it would go with its stage, whichever is chosen', () => {
    const problem = expect.stringMatching(/^stage 'dev', oidc\[0\]\.shared: stage 'prod' imports .* set shared: true/);
    expect(findings(stage('dev', {}), importing)).toEqual({ problems: [problem], warnings: [] });
    expect(findings(importing, stage('dev', {}))).toEqual({ problems: [problem], warnings: [] });
  });

  test('is fine where it is shared, and not where data is retained: the provider holds none', () => {
    expect(findings(stage('dev', { shared: true }), importing)).toEqual(none);
    expect(findings(stage('dev', {}, { retainData: true }), importing).problems).toHaveLength(1);
  });

  test('is warned about where the account of its stage is left open', () => {
    const { problems, warnings } = findings(stage('dev', {}, { account: undefined }), importing);
    expect(problems).toEqual([]);
    expect(warnings).toEqual([expect.stringContaining('set shared: true')]);
  });

  test('is no matter where it lies in another account', () => {
    expect(findings(stage('dev', {}, { account: '210987654321' }), importing)).toEqual(none);
  });

  test('must know the client IDs of the stage that imports it', () => {
    const other = stage('prod', { importedArn, clientIds: ['app', 'web'] });
    expect(findings(other, stage('dev', { shared: true })).warnings).toEqual([
      expect.stringMatching(/lacks web of stage 'prod'/),
    ]);
  });
});

describe('a SAML provider', () => {
  const metadataFile = samlMetadataFile;
  const samlStage = (name: string, ...saml: NonNullable<GameFederationInput['saml']>) =>
    stage(name, {}, { oidc: [], saml });
  const ownName = { name: 'partner', metadataFile };
  const oneName = { name: 'partner', providerName: 'partner', metadataFile };
  const importedSaml = { name: 'partner', importedArn: `arn:aws:iam::${account}:saml-provider/partner` };

  test('has a name of its own in each stage, unless two stages give it one name: an account holds one of a name', () => {
    expect(findings(samlStage('dev', ownName), samlStage('prod', ownName))).toEqual(none);
    expect(findings(samlStage('dev', oneName), samlStage('prod', oneName)).problems).toEqual([
      expect.stringContaining(`give the other importedArn: '${importedSaml.importedArn}'`),
    ]);
  });

  test('that another stage imports is to be shared', () => {
    expect(findings(samlStage('dev', oneName), samlStage('prod', importedSaml)).problems).toEqual([
      expect.stringMatching(/^stage 'dev', saml\[0\]\.shared: stage 'prod' imports/),
    ]);
    expect(findings(samlStage('dev', { ...oneName, shared: true }), samlStage('prod', importedSaml))).toEqual(none);
  });
});

describe('two stages with one sign-in page', () => {
  const page = (name: string, domainPrefix: string | false, region?: string): GameFederationInput => ({
    ...stage(name, {}),
    ...{ oidc: [], region, account: name === 'dev' ? account : '210987654321' },
    userPool: { domainPrefix, apps: { game: { web: { callbackUrls: ['https://play.my-studio.com/'] } } } },
  });

  test('in one region are refused, also in two accounts', () => {
    expect(findings(page('dev', 'star', 'eu-west-1'), page('prod', 'star', 'eu-west-1'))).toEqual({
      problems: [expect.stringMatching(/^userPool\.domainPrefix: stage 'prod' has 'star' too, .* choose another/)],
      warnings: [],
    });
  });

  test('are warned about where a region is left open', () => {
    const { problems, warnings } = findings(page('dev', 'star'), page('prod', 'star', 'eu-west-1'));
    expect([problems, warnings]).toEqual([[], [expect.stringContaining("write each stage's region")]]);
  });

  test('are no matter in two regions, under two names, or where one has no page', () => {
    expect(findings(page('dev', 'star', 'eu-west-1'), page('prod', 'star', 'us-east-1'))).toEqual(none);
    expect(findings(page('dev', 'star', 'eu-west-1'), page('prod', 'moon', 'eu-west-1'))).toEqual(none);
    expect(findings(page('dev', false, 'eu-west-1'), page('prod', false, 'eu-west-1'))).toEqual(none);
  });
});

test('an ARN that ends in a slash is the same provider', () => {
  const importing = stage('prod', { importedArn: `${importedArn}/` });
  expect(findings(stage('dev', {}), importing).problems).toHaveLength(1);
  expect(findings(stage('dev', { shared: true }), importing)).toEqual(none);
});
