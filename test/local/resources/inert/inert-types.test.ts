import { loadAwsServiceSpecSync } from '@aws-cdk/aws-service-spec';
import { typeNames } from '../../../../local/resources/all-types';
import { accessServices, accessTypes, inertOfPlayedServices } from '../../../../local/resources/inert/access-types';
import { InertTypes, wayOut } from '../../../../local/resources/inert/inert-types';

const named = (...patterns: string[]) => new InertTypes(patterns, typeNames);
const ofAws = loadAwsServiceSpecSync()
  .all('resource')
  .map(({ cloudFormationType }) => cloudFormationType);
const serviceOf = (type: string) => type.split('::', 2).join('::');
const playedServices = [...new Set(typeNames.map(serviceOf))];

test.each([
  ['AWS::Location::Map', 'AWS::Location::Map'],
  ['AWS::Location::*', 'AWS::Location::Map'],
  ['AWS::Location::*', 'AWS::Location::PlaceIndex'],
  ['AWS::ApiGatewayV2::*', 'AWS::ApiGatewayV2::Api'],
  ['AWS::EC2::VPC*', 'AWS::EC2::VPCGatewayAttachment'],
  ['AWS::Lambda::Event*', 'AWS::Lambda::EventSourceMapping'],
  ['AWS::SQS::QueuePolicy', 'AWS::SQS::QueuePolicy'],
  ['MongoDB::Atlas::*', 'MongoDB::Atlas::Cluster'],
])('by %s, %s stands as inert, and the next type that is not named does not', (pattern, type) => {
  const inert = named(pattern);
  expect(inert.has(type)).toBe(true);
  expect(inert.has(`${serviceOf(type)}X::Map`)).toBe(false);
  expect(inert.has(`X${type}`)).toBe(false);
});

test.each([
  ['AWS::*', 'with its service written out'],
  ['*', 'with its service written out'],
  ['*::Location::Map', 'with its service written out'],
  ['AWS::Loc*::Map', 'with its service written out'],
  ['AWS::Location', 'with its service written out'],
  ['AWS::Location::Map)|(.*', 'with its service written out'],
  ['', 'with its service written out'],
  ['Custom::a b', 'of custom resources those can be named that have a type of their own'],
  ['AWS::CloudFormation::CustomResource', 'of custom resources those can be named that have a type of their own'],
  ['AWS::CloudFormation::Stack', 'the local cloud plays AWS::CloudFormation::Stack'],
  ['AWS::CloudFormation::StackSet', 'may decide about access'],
  ['AWS::S3::AccessPoint', 'may decide about access'],
  ['AWS::S3::*', 'the local cloud plays AWS::S3::Bucket'],
  ['AWS::S3::Bucket*', 'the local cloud plays AWS::S3::Bucket'],
  ['AWS::Lambda::*', 'the local cloud plays AWS::Lambda::Function'],
  ['AWS::Lambda::LayerVersionPermission', 'may decide about access'],
  ['AWS::WAFv2::*', 'AWS::WAFv2::WebACLAssociation decides'],
])('%j is refused: %s', (pattern, why) => {
  expect(() => named(pattern)).toThrow(why);
  expect(() => named('AWS::Location::Map')).not.toThrow();
});

// They were refused all: then a template stopped whose custom resource no runtime here can run. Who names one is told of it at the start.
test.each([
  ['Custom::*', 'Custom::Mail'],
  ['Custom::Mail', 'Custom::Mail'],
  ['Custom::M*', 'Custom::Mail-2@x'],
])('by %s the custom resource %s stands as inert, and one that is played does not', (pattern, type) => {
  const inert = named(pattern);
  expect(inert.has(type)).toBe(true);
  expect(inert.has('Custom::AWSCDKOpenIdConnectProvider')).toBe(false);
  expect(inert.has('AWS::CloudFormation::CustomResource')).toBe(false);
  expect(named('AWS::Location::*').has(type)).toBe(false);
});

test.each([...typeNames])('%s is played, and can’t stand as inert', (type) => {
  expect(() => named(type)).toThrow(/^--inert .* can't be: /);
});

test.each([...accessServices])('nothing of %s stands as inert, since it %s', (service, why) => {
  expect(() => named(`${service}::*`)).toThrow(`${service} ${why}`);
  for (const type of ofAws.filter((one) => serviceOf(one) === service)) expect(() => named(type)).toThrow(why);
});

test.each([...accessTypes.keys()])(
  '%s is a type of AWS’s, of a service whose other types may stand as inert',
  (type) => {
    const others = ofAws.filter((other) => serviceOf(other) === serviceOf(type) && other !== type);
    expect(ofAws).toContain(type);
    for (const other of others) expect(named(other).has(other)).toBe(true);
  },
);

/** Names of what hands out, or takes away, access to what it is written for. */
const aboutAccess = /Policy|Permission|Grant|Access|Role|User|Group(?!Association)|Principal|Stack|Macro|Hook|Signing/;

test.each([...inertOfPlayedServices])('of %s, these decide nothing: %j', (service, names) => {
  for (const name of names) {
    expect(ofAws).toContain(`${service}::${name}`);
    expect(name === 'StorageLensGroup' ? '' : name).not.toMatch(aboutAccess);
    expect(named(`${service}::${name}`).has(`${service}::${name}`)).toBe(true);
  }
});

test('whatever of a played service is in no list can’t stand as inert, by no pattern', () => {
  const unlisted = ofAws.filter(
    (type) =>
      playedServices.includes(serviceOf(type)) &&
      !inertOfPlayedServices.get(serviceOf(type))?.includes(type.split('::')[2] ?? ''),
  );
  expect(unlisted.length).toBeGreaterThan(50);
  for (const type of unlisted) expect(() => named(type)).toThrow(/^--inert .* can't be: /);
  // A pattern that takes in what may be named takes in nothing else by that.
  const inert = named('AWS::Lambda::*e*g');
  expect(inert.has('AWS::Lambda::EventSourceMapping')).toBe(true);
  for (const type of unlisted) expect(inert.has(type)).toBe(false);
});

test('what names nothing is known', () => {
  expect(named('AWS::Location::*', 'AWS::SQS::*').unused(['AWS::Location::Map', 'AWS::S3::Bucket'])).toEqual([
    'AWS::SQS::*',
  ]);
});

test.each([
  ['AWS::SQS::Queue', "--inert 'AWS::SQS::Queue'"],
  ['AWS::Lambda::Url', "--inert 'AWS::Lambda::Url'"],
  ['AWS::CloudFormation::Stack', undefined],
  ['AWS::IAM::User', undefined],
])('what to do about %s: %s', (type, option) => {
  if (option === undefined) expect(wayOut(type, typeNames)).toBe('leave it out');
  else expect(wayOut(type, typeNames)).toContain(option);
});
