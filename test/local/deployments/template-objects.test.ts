import { templateObjects } from '../../../local/deployments/template-objects';

const { questionOf } = templateObjects(
  { buckets: {} as never, partition: 'aws' },
  (host: string) => host === 'localhost',
);

test.each([
  ['https://templates.s3.amazonaws.com/t.json', 's3:GetObject'],
  ['https://s3.eu-west-1.amazonaws.com/templates/t.json', 's3:GetObject'],
  ['http://localhost:4510/templates/t.json', 's3:GetObject'],
  ['https://templates.s3.amazonaws.com/t.json?versionId=1', 's3:GetObjectVersion'],
  ['https://s3.eu-west-1.amazonaws.com/templates/t.json?versionId=1', 's3:GetObjectVersion'],
  ['http://localhost:4510/templates/t.json?versionId=1', 's3:GetObjectVersion'],
  ['https://templates.s3.amazonaws.com/t.json?versionId=', 's3:GetObjectVersion'],
])('whoever deploys the template at %s asks for %s', (url, action) => {
  expect(questionOf(url)).toEqual({ action, resource: 'arn:aws:s3:::templates/t.json' });
});
