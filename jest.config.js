// ESM-only packages that the tests and the local cloud load are transformed too; the rest of node_modules is not.
const esmOnly = ['jose/', 'oidc-provider/', 'openid-client/', 'oauth4webapi/'];

// The SDK's notice about the Node versions of its future is not what a test's output is read for.
process.env.AWS_SDK_JS_NODE_VERSION_SUPPORT_WARNING_DISABLED ??= 'true';

// Packages that are loaded once per worker and not once per test file: see test/once-per-worker. What aws-cdk-lib/testhelpers registers
// in Jest is not theirs to share; nor is what remembers players or reads the environment, as the AWS SDK does.
const once = [
  ...['aws-cdk-lib/(?!testhelpers/)', '@aws-cdk/', 'constructs/', 'cdk-nag/', 'esbuild/'],
  ...['zod/', 'fast-check/', 'fast-xml-parser/', '@xmldom/', 'xml-crypto/', 'xpath/'],
];
// Whole lives of deployments, and apps in a browser: `npm run test:long` runs them, and whoever names them. Other people's clients, which a
// machine may lack: `npm run clients`.
const long = process.env.WITHOUT_LONG_TESTS === undefined ? [] : ['\\.(long|clients)\\.test\\.ts$'];
const anyOf = (packages) => `(${packages.join('|')})`;

const common = {
  testEnvironment: '<rootDir>/test/once-per-worker/environment.ts',
  transform: {
    [`/node_modules/${anyOf(once)}.+\\.c?js$`]: '<rootDir>/test/once-per-worker/transform.js',
    '^.+\\.[tj]s$': ['@swc/jest'],
  },
  transformIgnorePatterns: [`/node_modules/(?!${anyOf([...esmOnly, ...once])})`],
};

/** @type {import('jest').Config} */
module.exports = {
  // Every core: without it one is left idle, which is half of a machine with two.
  maxWorkers: '100%',
  // Some stories synthesize a stage or upload for seconds, and the machine may be busy.
  testTimeout: 60_000,
  projects: [
    {
      ...common,
      displayName: 'parts',
      roots: ['<rootDir>/test'],
      testPathIgnorePatterns: ['<rootDir>/test/(stories|browser|clients)/', ...long],
      setupFilesAfterEnv: ['aws-cdk-lib/testhelpers/jest-autoclean'],
    },
    {
      // What players do, through unmodified SDK clients and in a browser, against the local cloud of the synthesized local stage.
      ...common,
      displayName: 'stories',
      roots: ['<rootDir>/test/stories', '<rootDir>/test/browser', '<rootDir>/test/clients'],
      testPathIgnorePatterns: ['/node_modules/', ...long],
      globalSetup: '<rootDir>/test/stories/synthesize-once.ts',
      globalTeardown: '<rootDir>/test/stories/remove-assembly.ts',
    },
  ],
};
