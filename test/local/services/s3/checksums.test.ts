import { type ChecksumAlgorithm, digest } from '../../../../local/services/s3/checksums/checksum';
import { S3Harness } from './s3-harness';

describe('checksums', () => {
  // The check values of the CRC catalogue (reveng.sourceforge.io) and of FIPS 180 for '123456789'.
  test.each<[ChecksumAlgorithm, string]>([
    ['CRC32', 'cbf43926'],
    ['CRC32C', 'e3069283'],
    ['CRC64NVME', 'ae8b14860a799888'],
    ['SHA1', 'f7c3bc1d808e04732adf679965ccc34ca7ae3441'],
  ])('%s of 123456789', (algorithm, hexadecimal) => {
    expect(digest(algorithm, Buffer.from('123456789')).toString('hex')).toBe(hexadecimal);
  });

  const put = (headers: Record<string, string>, s3 = new S3Harness()) =>
    s3.send('PUT', '/saves/x', { body: 'hello', headers });

  test.each([
    ['content-md5', 'XUFAKrxLKna5cZ2REBfFkg==', '1B2M2Y8AsgTpgAmY7PhCfg==', 'BadDigest'],
    ['content-md5', 'XUFAKrxLKna5cZ2REBfFkg==', 'short', 'InvalidDigest'],
    ['x-amz-checksum-crc32', 'NhCmhg==', 'AAAAAA==', 'BadDigest'],
    ['x-amz-checksum-crc32', 'NhCmhg==', 'AAAA', 'InvalidRequest'],
    ['x-amz-checksum-sha1', 'qvTGHdzF6KLavt4PO0gs2a6pQ00=', 'AAAAAAAAAAAAAAAAAAAAAAAAAAA=', 'BadDigest'],
  ])('%s: %s is taken and %s refused', async (header, right, wrong, code) => {
    expect((await put({ [header]: right })).status).toBe(200);
    const s3 = new S3Harness();
    expect(await put({ [header]: wrong }, s3)).toMatchObject({ status: 400, code });
    expect((await s3.send('GET', '/saves/x')).status).toBe(404);
  });

  test('one checksum is taken, two are refused, and so is a promised one that does not come', async () => {
    const crc = { 'x-amz-checksum-crc32': 'NhCmhg==' };
    expect((await put({ ...crc, 'x-amz-sdk-checksum-algorithm': 'CRC32' })).status).toBe(200);
    expect((await put({ ...crc, 'x-amz-checksum-sha1': 'qvTGHdzF6KLavt4PO0gs2a6pQ00=' })).code).toBe('InvalidRequest');
    expect((await put({ 'x-amz-sdk-checksum-algorithm': 'CRC32' })).code).toBe('InvalidRequest');
  });

  test.each([
    ['in the head', {}, 'Value for x-amz-checksum-crc32 header is invalid.'],
    [
      'from a trailer',
      { 'x-amz-trailer': 'x-amz-checksum-crc32' },
      'Value for x-amz-checksum-crc32 trailing header is invalid.',
    ],
  ])('a value that is no checksum, %s, is refused and says where it stood', async (_where, headers, message) => {
    expect((await put({ ...headers, 'x-amz-checksum-crc32': 'NhCmhg==' })).status).toBe(200);
    const refused = await put({ ...headers, 'x-amz-checksum-crc32': 'NhCmhgA=' });
    expect([refused.code, refused.xml?.Message]).toEqual(['InvalidRequest', message]);
  });

  test('it is answered to whoever asks, and for the whole object only', async () => {
    const s3 = new S3Harness();
    await put({ 'x-amz-checksum-crc32': 'NhCmhg==' }, s3);
    const crc = async (headers: Record<string, string>) =>
      (await s3.send('GET', '/saves/x', { headers })).headers['x-amz-checksum-crc32'];
    expect(await crc({ 'x-amz-checksum-mode': 'ENABLED' })).toBe('NhCmhg==');
    expect(await crc({})).toBeUndefined();
    expect(await crc({ 'x-amz-checksum-mode': 'ENABLED', range: 'bytes=0-1' })).toBeUndefined();
  });

  test('S3 adds a CRC64NVME where none came', async () => {
    expect((await put({})).headers['x-amz-checksum-crc64nvme']).toBe('M3eFcAZSQlc=');
  });
});
