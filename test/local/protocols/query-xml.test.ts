import { XMLParser } from 'fast-xml-parser';
import { memberElements, memberList, queryParameters, queryXml } from '../../../local/protocols/query-xml';
import { ServiceError } from '../../../local/shared/service-error';
import { emptyPost } from '../federation/cloud';

const protocol = queryXml('https://sts.amazonaws.com/doc/2011-06-15/');
const parse = (body: unknown) => new XMLParser({ ignoreAttributes: false }).parse(String(body));
const form = (text: string) => queryParameters({ ...emptyPost, body: Buffer.from(text) });

test('an answer wraps its result, and carries the request’s ID', () => {
  const { status, headers, body } = protocol.success({ Account: '111122223333' }, 'GetCallerIdentity', emptyPost);
  expect(status).toBe(200);
  expect(headers['content-type']).toBe('text/xml');
  expect(String(body)).toBe(
    '<GetCallerIdentityResponse xmlns="https://sts.amazonaws.com/doc/2011-06-15/"><GetCallerIdentityResult>' +
      '<Account>111122223333</Account></GetCallerIdentityResult><ResponseMetadata>' +
      `<RequestId>${emptyPost.requestId}</RequestId></ResponseMetadata></GetCallerIdentityResponse>`,
  );
});

test('an error says whose fault it is, its code and its message', () => {
  const { status, body } = protocol.failure(new ServiceError('AccessDenied', 'no <way> & no "how"', 403), emptyPost);
  expect(status).toBe(403);
  expect(parse(body).ErrorResponse).toMatchObject({
    Error: { Type: 'Sender', Code: 'AccessDenied', Message: 'no <way> & no "how"' },
    RequestId: emptyPost.requestId,
  });
});

test('a text with characters that XML cannot hold stays well-formed, in an error and in an answer', () => {
  const { body } = protocol.failure(new ServiceError('X', 'a\u0000b\u001b\ud800c'), emptyPost);
  expect(parse(body).ErrorResponse.Error.Message).toBe('a\ufffdb\ufffd\ufffdc');
  const answer = protocol.success({ Subject: 'a\u0000b <\u001b>' }, 'X', emptyPost);
  expect(parse(answer.body).XResponse.XResult.Subject).toBe('a\ufffdb <\ufffd>');
});

test('a list is written member by member, and an empty one without any', () => {
  const output = { Full: memberElements([{ Key: 'a' }, { Key: 'b' }]), Empty: memberElements([]) };
  expect(String(protocol.success(output, 'X', emptyPost).body)).toContain(
    '<Full><member><Key>a</Key></member><member><Key>b</Key></member></Full><Empty></Empty>',
  );
});

test('parameters come from the form of a POST, else from the query string', () => {
  expect(form('Action=GetCallerIdentity&Name=a+b%2Fc').get('Name')).toBe('a b/c');
  const query = new URLSearchParams('Action=GetCallerIdentity');
  expect(queryParameters({ ...emptyPost, method: 'GET', query }).get('Action')).toBe('GetCallerIdentity');
});

test('a parameter given twice is refused', () => {
  expect(() => form('RoleArn=a&RoleArn=b')).toThrow(expect.objectContaining({ code: 'MalformedQueryString' }));
  expect(form('RoleArn=a').get('RoleArn')).toBe('a');
});

test('a list is read by its numbers, and nothing of it is dropped', () => {
  const list = (text: string) => memberList(form(text), 'PolicyArns', 'arn');
  expect(list('PolicyArns.member.2.arn=b&PolicyArns.member.1.arn=a&PolicyArnsOther=x')).toEqual(['a', 'b']);
  expect(list('Other=x')).toEqual([]);
  for (const name of ['PolicyArns', 'PolicyArns.1.arn', 'PolicyArns.member.0.arn', 'PolicyArns.member.1']) {
    expect(() => list(`${name}=a`)).toThrow(expect.objectContaining({ code: 'ValidationError' }));
  }
});
