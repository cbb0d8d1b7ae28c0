import { Annotations, Match } from 'aws-cdk-lib/assertions';
import { buildApp } from '../../../lib/app';
import { configWith, testApp } from '../synthesize';
import { problemsOf } from './cases';

// The very warning that is asked for is also told on standard error.
jest.spyOn(console, 'error').mockImplementation(() => {});

/** What the synthesis of a stage that anybody may delete says of its name. */
function warningsOf(stage: string, retainData = false): number {
  const { federation } = buildApp(testApp(), configWith({ oidc: [], guests: { enabled: true }, stage, retainData }));
  return Annotations.fromStack(federation).findWarning('*', Match.stringLikeRegexp('^retainData: is false')).length;
}

describe('a stage for players that does not keep their data', () => {
  test.each(['prod', 'production', 'prod-eu', 'live', 'live-2'])('is refused where it is called %s', (stage) => {
    expect(problemsOf({ stage })).toEqual([expect.stringMatching(`^retainData: must be true in stage '${stage}'`)]);
    expect(problemsOf({ stage, retainData: true })).toEqual([]);
  });

  test.each([
    'release',
    'releases',
    'release-2',
    'eu-prod',
    'prd',
    'eu-live',
    'public',
    'main',
    'stable',
    'launch',
    'global',
    'ga',
  ])('is warned about where it is called %s', (stage) => {
    expect(problemsOf({ stage })).toEqual([]);
    expect(warningsOf(stage)).toBe(1);
    expect(warningsOf(stage, true)).toBe(0);
  });

  test.each(['dev', 'local-live', 'test', 'staging', 'qa', 'local-eu', 'maintenance', 'reproduce', 'gala', 'restored'])(
    'is nobody’s concern where it is called %s',
    (stage) => {
      expect(problemsOf({ stage })).toEqual([]);
      expect(warningsOf(stage)).toBe(0);
    },
  );
});
