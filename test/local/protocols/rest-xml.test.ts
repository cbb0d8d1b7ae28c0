import { RestXmlError, restXml } from '../../../local/protocols/rest-xml';
import { ServiceError } from '../../../local/shared/service-error';
import { httpRequest } from '../services/s3/s3-harness';

const protocol = restXml('http://example/ns');

describe('REST-XML', () => {
  test('a document has its namespace, lists repeat, and undefined is left out', () => {
    const { body, headers } = protocol.success(
      { xml: { Root: { A: ['1', '2'], B: undefined, C: '' } } },
      'Op',
      httpRequest('GET', '/'),
    );
    expect(body).toBe(
      '<?xml version="1.0" encoding="UTF-8"?>\n<Root xmlns="http://example/ns"><A>1</A><A>2</A><C></C></Root>',
    );
    expect(headers['content-type']).toBe('application/xml');
  });

  test('text cannot break out of its element, and control characters become references', () => {
    const { body } = protocol.success({ xml: { Root: { Key: '</Key><&"\'\r\u0001' } } }, 'Op', httpRequest('GET', '/'));
    expect(body).toContain('<Key>&lt;/Key&gt;&lt;&amp;&quot;&apos;&#xd;&#x1;</Key>');
  });

  test('a header without value is not sent', () => {
    const { headers } = protocol.success(
      { headers: { etag: '"1"', expires: undefined } },
      'Op',
      httpRequest('GET', '/'),
    );
    expect([headers.etag, 'expires' in headers]).toEqual(['"1"', false]);
  });

  test('an error names itself, and tells HEAD by its status alone', () => {
    const error = new RestXmlError(
      'NoSuchKey',
      'It is not there.',
      404,
      { Key: 'a' },
      { 'x-amz-delete-marker': 'true' },
    );
    const get = protocol.failure(error, httpRequest('GET', '/'));
    expect(get).toMatchObject({ status: 404, headers: { 'x-amz-delete-marker': 'true' } });
    expect(get.body).toContain(
      '<Error><Code>NoSuchKey</Code><Message>It is not there.</Message><Key>a</Key><RequestId>',
    );
    const head = protocol.failure(error, httpRequest('HEAD', '/'));
    expect([head.status, head.body]).toEqual([404, undefined]);
  });

  test('any service error will do', () => {
    expect(protocol.failure(new ServiceError('Slow', 'Down.', 503), httpRequest('GET', '/')).status).toBe(503);
  });
});
