import { websiteConfiguration, websiteOf, websiteUrl } from '../../../../local/resources/s3/website';

const redirect = { HostName: 'my-studio.com', Protocol: 'https' };

test.each<[string, object, object]>([
  [
    'pages',
    { IndexDocument: 'index.html', ErrorDocument: 'error.html' },
    { IndexDocument: { Suffix: 'index.html' }, ErrorDocument: { Key: 'error.html' } },
  ],
  ['a redirection', { RedirectAllRequestsTo: redirect }, { RedirectAllRequestsTo: redirect }],
  [
    'rules',
    {
      IndexDocument: 'index.html',
      RoutingRules: [
        { RoutingRuleCondition: { KeyPrefixEquals: 'old/' }, RedirectRule: { ReplaceKeyPrefixWith: 'new/' } },
      ],
    },
    {
      IndexDocument: { Suffix: 'index.html' },
      RoutingRules: {
        RoutingRule: [{ Condition: { KeyPrefixEquals: 'old/' }, Redirect: { ReplaceKeyPrefixWith: 'new/' } }],
      },
    },
  ],
])('a website of %s is told as the API writes it', (_what, said, told) => {
  expect(websiteOf(websiteConfiguration.parse(said))).toEqual(told);
});

test.each<[string, object]>([
  ['nothing', {}],
  ['an error page alone', { ErrorDocument: 'error.html' }],
  ['a redirection beside pages', { RedirectAllRequestsTo: redirect, IndexDocument: 'index.html' }],
  ['what is not understood', { IndexDocument: 'index.html', Other: 'x' }],
])('a website of %s is refused; control: its index page alone', (_what, said) => {
  expect(websiteConfiguration.safeParse(said).success).toBe(false);
  expect(websiteConfiguration.safeParse({ IndexDocument: 'index.html' }).success).toBe(true);
});

test.each([
  ['eu-west-1', 'aws', 'http://game.s3-website-eu-west-1.amazonaws.com'],
  ['eu-central-1', 'aws', 'http://game.s3-website.eu-central-1.amazonaws.com'],
  ['cn-north-1', 'aws-cn', 'http://game.s3-website.cn-north-1.amazonaws.com.cn'],
])('the address of a website in %s', (region, partition, url) => {
  expect(websiteUrl('game', { region, partition })).toBe(url);
});
