import { leftOutStages } from '../../../local/command/left-out-stages';

const missing = 'accepts the OIDC provider arn:aws:iam::1:oidc-provider/x, which is in no template: name its URL';
const local = ['local', 'local-roles'];

test.each([
  ['a local stage alone', missing, ['local-roles'], 'npm start -- --stage local --stage local-roles'],
  [
    'one beside a stage of no machine',
    missing,
    ['local-roles', 'dev'],
    '--stage local --stage local-roles --stage dev',
  ],
])('where a template lacks what another local stage makes, %s is told of that one', (_what, problem, stages, line) => {
  expect(leftOutStages(problem, stages, local)).toContain(line);
});

test.each([
  ['all local stages', missing, local],
  ['no local stage', missing, ['dev']],
  ['another problem', 'port 4510 of 127.0.0.1 is taken', ['local-roles']],
])('of %s nothing is said', (_what, problem, stages) => {
  expect(leftOutStages(problem, stages, local)).toBeUndefined();
});
