import { z } from 'zod';
import { AssemblyError } from '../../assembly/assembly-error';
import { cfnBoolean, cfnInteger, cfnString, cfnTags, readProperties } from '../../assembly/properties';
import type { DeployedResource } from '../../assembly/types';

const schema = z.strictObject({
  On: cfnBoolean.optional(),
  Seconds: cfnInteger.optional(),
  Name: cfnString.optional(),
  Tags: cfnTags.optional(),
});

function read(properties: Record<string, unknown>): unknown {
  const resource: DeployedResource = {
    stackName: 'game',
    logicalId: 'Role1A2B',
    type: 'AWS::IAM::Role',
    ref: 'role',
    attributes: {},
    properties,
    place: 'game: Role1A2B (game/Role/Resource)',
  };
  return readProperties(resource, schema);
}

test.each([
  [
    { On: 'true', Seconds: '3600', Name: 7 },
    { On: true, Seconds: 3600, Name: '7' },
  ],
  [
    { On: false, Seconds: 0, Name: 'n' },
    { On: false, Seconds: 0, Name: 'n' },
  ],
  [
    { On: 'false', Tags: [{ Key: 'a', Value: 1 }] },
    { On: false, Tags: [{ Key: 'a', Value: '1' }] },
  ],
])('properties are read as CloudFormation reads them: %j', (properties, expected) => {
  expect(read(properties)).toEqual(expected);
});

test.each([
  [{ Other: 1 }, 'Properties.Other: is not supported here'],
  [{ On: 'yes' }, 'Properties.On: must be true or false'],
  [{ Seconds: '1h' }, 'Properties.Seconds: must be a whole number'],
  [{ Seconds: 1.5 }, 'Properties.Seconds: must be a whole number'],
  [{ Name: {} }, 'Properties.Name: must be a string'],
  [{ Tags: [{ Key: 'a', Value: 'b', More: 1 }] }, 'Properties.Tags[0].More: is not supported here'],
])('a property that is not understood is refused with its place: %j', (properties, message) => {
  expect(() => read(properties)).toThrow(AssemblyError);
  expect(() => read(properties)).toThrow(`game: Role1A2B (game/Role/Resource): ${message}`);
});
