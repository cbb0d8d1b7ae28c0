import { deployAssemblies } from '../../../local/account/deployed-assembly';
import { writeAssembly } from '../../assembly/assembly-on-disk';

const empty = { Resources: {} };
const exporting = { Resources: {}, Outputs: { Pool: { Value: 'eu-west-1:1', Export: { Name: 'Pool' } } } };
const importing = { Resources: {}, Outputs: { Pool: { Value: { 'Fn::ImportValue': 'Pool' } } } };

test('each assembly keeps its own stacks', () => {
  const star = writeAssembly({ star: { template: empty } });
  const moon = writeAssembly({ moon: { template: empty } });
  expect(deployAssemblies([star, moon]).map(({ directory, stacks }) => [directory, stacks[0]?.name])).toEqual([
    [star, 'star'],
    [moon, 'moon'],
  ]);
});

test('stacks for any account and region stand where another assembly’s do, whichever comes first', () => {
  const anywhere = writeAssembly({ dev: { template: empty } });
  const somewhere = writeAssembly({ local: { template: empty, environment: 'aws://111122223333/eu-west-1' } });
  for (const order of [
    [anywhere, somewhere],
    [somewhere, anywhere],
  ]) {
    const places = deployAssemblies(order).flatMap(({ stacks }) =>
      stacks.map(({ account, region }) => [account, region]),
    );
    expect(places).toEqual([
      ['111122223333', 'eu-west-1'],
      ['111122223333', 'eu-west-1'],
    ]);
  }
});

test('a later assembly imports what an earlier one exports, and not the other way round', () => {
  const shared = writeAssembly({ shared: { template: exporting } });
  const game = writeAssembly({ game: { template: importing } });
  expect(deployAssemblies([shared, game])[1]?.stacks[0]?.outputs[0]?.value).toBe('eu-west-1:1');
  expect(() => deployAssemblies([game, shared])).toThrow("nothing exports 'Pool'");
});

test('one assembly is not deployed twice', () => {
  const star = writeAssembly({ star: { template: empty } });
  expect(() => deployAssemblies([star, star])).toThrow('the stack star stands already');
});
