import { S3Harness } from './s3-harness';

async function withKeys(...keys: string[]): Promise<S3Harness> {
  const s3 = new S3Harness();
  for (const key of keys)
    await s3.send('PUT', `/saves/${key.split('/').map(encodeURIComponent).join('/')}`, { body: '.' });
  return s3;
}

// biome-ignore lint/suspicious/noExplicitAny: an XML answer
const keysOf = (xml: any): string[] => [xml.Contents ?? []].flat().map(({ Key }) => Key);
// biome-ignore lint/suspicious/noExplicitAny: an XML answer
const prefixesOf = (xml: any): string[] => [xml.CommonPrefixes ?? []].flat().map(({ Prefix }) => Prefix);

/** Every page of a listing, one entry each. */
async function pages(s3: S3Harness, query: string): Promise<string[][]> {
  const seen: string[][] = [];
  let token = '';
  for (let page = 0; page < 20; page += 1) {
    const { xml } = await s3.send('GET', `/saves?list-type=2&max-keys=1&${query}${token}`);
    seen.push([...keysOf(xml), ...prefixesOf(xml)]);
    if (xml.IsTruncated === 'false') return seen;
    token = `&continuation-token=${encodeURIComponent(xml.NextContinuationToken)}`;
  }
  throw new Error('the listing does not end');
}

describe('ListObjectsV2', () => {
  test('keys stand in the order of their UTF-8 bytes', async () => {
    const s3 = await withKeys('😀', '\uffee', 'a', 'B', 'ü', 'a/b', 'a0', 'a!');
    const { xml } = await s3.send('GET', '/saves?list-type=2');
    expect(keysOf(xml)).toEqual(['B', 'a', 'a!', 'a/b', 'a0', 'ü', '\uffee', '😀']);
  });

  test('order holds through changes between listings', async () => {
    const s3 = new S3Harness({ versioning: 'Off' });
    const expected = new Set<string>();
    for (let round = 0; round < 6; round += 1) {
      for (let index = 0; index < 20; index += 1) {
        const key = `k${(index * 7919 + round * 104729) % 97}`;
        const gone = (index + round) % 3 === 0;
        await s3.send(gone ? 'DELETE' : 'PUT', `/saves/${key}`);
        if (gone) expected.delete(key);
        else expected.add(key);
      }
      expect(keysOf((await s3.send('GET', '/saves?list-type=2')).xml)).toEqual([...expected].sort());
    }
  });

  test('a prefix and a delimiter show one folder', async () => {
    const s3 = await withKeys('p/ada/1', 'p/ada/2', 'p/bob/1', 'p/readme', 'q/1');
    const { xml } = await s3.send('GET', '/saves?list-type=2&prefix=p/&delimiter=/');
    expect([keysOf(xml), prefixesOf(xml), xml.KeyCount]).toEqual([['p/readme'], ['p/ada/', 'p/bob/'], '3']);
  });

  test('pages join up, with and without folders', async () => {
    const s3 = await withKeys('a', 'b/1', 'b/2', 'b/3', 'c', 'd/1');
    expect(await pages(s3, '')).toEqual([['a'], ['b/1'], ['b/2'], ['b/3'], ['c'], ['d/1']]);
    expect(await pages(s3, 'delimiter=/')).toEqual([['a'], ['b/'], ['c'], ['d/']]);
    expect(await pages(s3, 'prefix=b/')).toEqual([['b/1'], ['b/2'], ['b/3']]);
  });

  test('start-after leaves out what is up to it', async () => {
    const s3 = await withKeys('a', 'b/1', 'b/2', 'c');
    expect(keysOf((await s3.send('GET', '/saves?list-type=2&start-after=b/1')).xml)).toEqual(['b/2', 'c']);
    const folders = (await s3.send('GET', '/saves?list-type=2&start-after=b/1&delimiter=/')).xml;
    expect([keysOf(folders), prefixesOf(folders)]).toEqual([['c'], ['b/']]);
  });

  test('deleted objects are not listed', async () => {
    const s3 = await withKeys('a', 'b/1');
    await s3.send('DELETE', '/saves/b/1');
    const { xml } = await s3.send('GET', '/saves?list-type=2&delimiter=/');
    expect([keysOf(xml), prefixesOf(xml)]).toEqual([['a'], []]);
  });

  test('encoding-type=url encodes names, and without it they come as they are', async () => {
    const s3 = await withKeys('a b/(1)&+ü');
    expect(keysOf((await s3.send('GET', '/saves?list-type=2&encoding-type=url')).xml)).toEqual([
      'a+b/%281%29%26%2B%C3%BC',
    ]);
    expect(keysOf((await s3.send('GET', '/saves?list-type=2')).xml)).toEqual(['a b/(1)&+ü']);
    expect((await s3.send('GET', '/saves?list-type=2&encoding-type=rot13')).code).toBe('InvalidArgument');
  });

  test('owners are listed when asked for', async () => {
    const s3 = await withKeys('a');
    expect((await s3.send('GET', '/saves?list-type=2')).xml.Contents.Owner).toBeUndefined();
    expect((await s3.send('GET', '/saves?list-type=2&fetch-owner=true')).xml.Contents.Owner.ID).toHaveLength(64);
  });

  test.each(['max-keys=-1', 'max-keys=x', 'continuation-token=x', 'continuation-token='])(
    '%s is refused',
    async (query) => {
      expect((await new S3Harness().send('GET', `/saves?list-type=2&${query}`)).code).toBe('InvalidArgument');
    },
  );

  test('max-keys=0 answers an empty page that is not truncated', async () => {
    const { xml } = await (await withKeys('a')).send('GET', '/saves?list-type=2&max-keys=0');
    expect([keysOf(xml), xml.IsTruncated]).toEqual([[], 'false']);
  });

  test('IAM sees the parameters that are there, and an empty prefix is there', async () => {
    const s3 = new S3Harness();
    const context = async (query: string) => (await s3.send('GET', `/saves?list-type=2${query}`)).asked[0]?.context;
    // Absent or empty: which of the two is unconfirmed.
    expect((await context(''))?.get('s3:prefix')).toEqual({ uncertain: [undefined, ''] });
    expect((await context(''))?.get('s3:max-keys')).toBe('1000');
    expect((await context('&max-keys='))?.get('s3:max-keys')).toBe('1000');
    expect((await context('&prefix='))?.get('s3:prefix')).toBe('');
    const full = await context('&prefix=a/b&delimiter=/&max-keys=7');
    expect([full?.get('s3:prefix'), full?.get('s3:delimiter'), full?.get('s3:max-keys')]).toEqual(['a/b', '/', '7']);
  });
});

describe('ListObjects', () => {
  test('goes on from its marker, and from a common prefix', async () => {
    const s3 = await withKeys('a', 'b/1', 'b/2', 'c');
    const first = (await s3.send('GET', '/saves?delimiter=/&max-keys=2')).xml;
    expect([keysOf(first), prefixesOf(first), first.NextMarker]).toEqual([['a'], ['b/'], 'b/']);
    expect(keysOf((await s3.send('GET', '/saves?delimiter=/&marker=b/')).xml)).toEqual(['c']);
    expect(keysOf((await s3.send('GET', '/saves?marker=b/1')).xml)).toEqual(['b/2', 'c']);
  });
});

describe('ListObjectVersions', () => {
  test('shows versions and markers, the newest first, in pages', async () => {
    const s3 = await withKeys('a', 'b');
    await s3.send('PUT', '/saves/a', { body: 'newer' });
    await s3.send('DELETE', '/saves/a');
    const seen: string[] = [];
    let marker = '';
    for (let page = 0; page < 4; page += 1) {
      const { xml } = await s3.send('GET', `/saves?versions&max-keys=1${marker}`);
      const [kind, entry] = xml.Version ? ['version', xml.Version] : ['marker', xml.DeleteMarker];
      seen.push(`${entry.Key} ${kind} ${entry.Size ?? ''} latest ${entry.IsLatest}`);
      marker = `&key-marker=${xml.NextKeyMarker}&version-id-marker=${xml.NextVersionIdMarker}`;
    }
    expect(seen).toEqual([
      'a marker  latest true',
      'a version 5 latest false',
      'a version 1 latest false',
      'b version 1 latest true',
    ]);
  });

  test('asks for ListBucketVersions, with the prefix', async () => {
    const { asked } = await new S3Harness().send('GET', '/saves?versions&prefix=a/');
    expect(asked[0]).toMatchObject({ action: 's3:ListBucketVersions', resource: 'arn:aws:s3:::saves' });
    expect(asked[0]?.context?.get('s3:prefix')).toBe('a/');
  });
});
