import { accepted, acceptedAndGone, deploymentNow, keptStages, readDeployment } from './snapshots';

// What synthesis warns about is not what is asked here.
jest.spyOn(console, 'error').mockImplementation(() => {});

/** Whoever differs reads how to accept it. */
const advice = `What is deployed is not what was accepted. If you meant that:
  npm run snapshots                  says what differs, and what deploying it would do
  npm run snapshots -- --accept      accepts it: commit the change together with what caused it`;

function compare(stage: string): void {
  const before = accepted(stage);
  if (before === undefined) throw new Error(`${stage} is new. ${advice}`);
  try {
    expect(readDeployment(deploymentNow(stage))).toEqual(readDeployment(before));
  } catch (error) {
    throw new Error(`${advice}\n\n${(error as Error).message}`);
  }
}

test.each(keptStages())('%s deploys what it did before', compare);

test('no stage is gone that something was accepted of', () => {
  const gone = acceptedAndGone();
  if (gone.length > 0) throw new Error(`${gone.join(', ')}: no such stage any more. ${advice}`);
});

test('whoever differs reads how to accept it', () => {
  expect(() => compare('test/nowhere')).toThrow('npm run snapshots -- --accept');
});
