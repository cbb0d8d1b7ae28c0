import { administrator, type CommandRow, differs, guest, player, refused, works } from '../command-row';

const denied = (operation: string) => refused(new RegExp(`AccessDenied\\) when calling the ${operation} operation`));

/** What people type of S3. They run in this order, on one bucket. */
export const s3Rows: readonly CommandRow[] = [
  administrator('aws s3 ls', works(/star-harvest-local/)),
  player('aws s3 ls', denied('ListBuckets')),
  administrator('aws s3 ls s3://$BUCKET/', works(/PRE private\/\s+PRE public\//)),
  player('aws s3 ls s3://$BUCKET/', denied('ListObjectsV2')),
  player('aws s3 ls s3://$BUCKET/private/$PLAYER/', works(/first\.json/)),
  player('aws s3 ls s3://$BUCKET/private/$OTHER/', denied('ListObjectsV2')),
  player('aws s3 cp save.json s3://$BUCKET/private/$PLAYER/save.json', works(/upload: /)),
  player('aws s3 cp s3://$BUCKET/private/$PLAYER/save.json -', works(/"level":3/)),
  player('aws s3 cp s3://$BUCKET/public/news.json -', works(/"news":true/)),
  guest('aws s3 cp s3://$BUCKET/public/news.json -', works(/"news":true/)),
  player('aws s3 cp save.json s3://$BUCKET/private/$OTHER/save.json', denied('PutObject')),
  player('aws s3 cp save.json s3://$BUCKET/public/news.json', denied('PutObject')),
  player(
    'aws s3 cp s3://$BUCKET/private/$OTHER/first.json -',
    refused(/\(403\) when calling the HeadObject operation|Forbidden/),
  ),
  player('aws s3 cp save.json s3://$BUCKET/private/$PLAYER/acl.json --acl public-read', refused(/AccessDenied/)),
  // 26 MB: uploads in parts, and copies in parts, for which the CLI asks for the object's tags first.
  player('aws s3 cp large.bin s3://$BUCKET/private/$PLAYER/large.bin --no-progress', works(/upload: /)),
  player(
    'aws s3 cp s3://$BUCKET/private/$PLAYER/large.bin back.bin --no-progress && cmp large.bin back.bin && echo same',
    works(/same/),
  ),
  administrator(
    'aws s3 cp s3://$BUCKET/private/$PLAYER/large.bin s3://$BUCKET/private/$PLAYER/copy.bin --no-progress',
    works(/copy: /),
  ),
  administrator(
    'aws s3 mv s3://$BUCKET/private/$PLAYER/copy.bin s3://$BUCKET/private/$PLAYER/moved.bin --no-progress',
    works(/move: /),
  ),
  administrator(
    'aws s3 cp s3://$BUCKET/private/$PLAYER/moved.bin back.bin --no-progress && cmp large.bin back.bin && echo same',
    works(/same/),
  ),
  administrator(
    'aws s3 sync s3://$BUCKET/private/$PLAYER s3://$BUCKET/public/backup --exclude "*" --include large.bin --no-progress' +
      ' && aws s3 cp s3://$BUCKET/public/backup/large.bin back.bin --no-progress && cmp large.bin back.bin && echo same',
    works(/same/),
  ),
  // Version 2 reads the tags of what it copies in parts, which a player may not; version 1 has no such option, and does not.
  player(
    'copy="aws s3 cp s3://$BUCKET/private/$PLAYER/large.bin s3://$BUCKET/private/$PLAYER/copy.bin --no-progress"' +
      ' && { $copy || $copy --copy-props none; }',
    works(/copy: /),
  ),
  player(
    'mkdir -p saves && cp save.json saves/ && aws s3 sync saves s3://$BUCKET/private/$PLAYER/saves',
    works(/upload: /),
  ),
  player('aws s3 sync s3://$BUCKET/private/$PLAYER/saves back && cat back/save.json', works(/"level":3/)),
  player('aws s3 sync s3://$BUCKET/private/$OTHER back', denied('ListObjectsV2')),
  player('aws s3 rm s3://$BUCKET/private/$PLAYER/save.json', works(/delete: /)),
  player('aws s3 rm s3://$BUCKET/private/$OTHER/first.json', denied('DeleteObject')),
  player('aws s3 rm --recursive s3://$BUCKET/private/$PLAYER/saves', works(/delete: /)),
  administrator('aws s3 presign s3://$BUCKET/public/news.json', works(/X-Amz-Signature=|Signature=/)),
  administrator('aws s3 rb s3://$BUCKET', refused(/DeleteBucket/)),
  administrator('aws s3 mb s3://$BUCKET', refused(/BucketAlreadyOwnedByYou/)),
  player('aws s3 mb s3://$BUCKET', refused(/AccessDenied/)),
  administrator('aws s3api get-bucket-website --bucket $BUCKET', refused(/NoSuchWebsiteConfiguration/)),
  administrator('aws s3api get-bucket-replication --bucket $BUCKET', refused(/ReplicationConfigurationNotFoundError/)),
  administrator(
    'aws s3api get-object-lock-configuration --bucket $BUCKET',
    refused(/ObjectLockConfigurationNotFoundError/),
  ),
  administrator(
    'aws s3api put-object-acl --bucket $BUCKET --key public/news.json --acl private',
    refused(/AccessControlListNotSupported/),
  ),
  administrator('aws s3 mb s3://another-bucket-of-this-test', differs(/NotImplemented/, 'buckets come from templates')),
  administrator('aws s3api list-buckets --query "Buckets[].Name"', works(/star-harvest-local/)),
  administrator('aws s3api head-bucket --bucket $BUCKET && echo there', works(/there/)),
  administrator('aws s3api head-object --bucket $BUCKET --key public/news.json', works(/"ContentLength": 13/)),
  administrator('aws s3api get-bucket-location --bucket $BUCKET', works(/eu-west-1/)),
  administrator('aws s3api get-bucket-versioning --bucket $BUCKET', works(/"Status": "Enabled"/)),
  player('aws s3api get-bucket-versioning --bucket $BUCKET', denied('GetBucketVersioning')),
  administrator('aws s3api get-bucket-encryption --bucket $BUCKET', works(/AES256/)),
  administrator('aws s3api get-bucket-cors --bucket $BUCKET', works(/http:\/\/localhost:5173/)),
  administrator('aws s3api get-bucket-policy --bucket $BUCKET', works(/aws:SecureTransport/)),
  player('aws s3api get-bucket-policy --bucket $BUCKET', denied('GetBucketPolicy')),
  administrator('aws s3api get-bucket-policy-status --bucket $BUCKET', works(/"IsPublic": false/)),
  administrator('aws s3api get-public-access-block --bucket $BUCKET', works(/"BlockPublicAcls": true/)),
  administrator('aws s3api get-bucket-lifecycle-configuration --bucket $BUCKET', works(/"Status": "Enabled"/)),
  administrator('aws s3api get-bucket-ownership-controls --bucket $BUCKET', works(/BucketOwnerEnforced/)),
  administrator('aws s3api get-bucket-tagging --bucket $BUCKET', works(/"TagSet"/)),
  administrator('aws s3api get-bucket-acl --bucket $BUCKET', works(/FULL_CONTROL/)),
  administrator('aws s3api get-object-acl --bucket $BUCKET --key public/news.json', works(/FULL_CONTROL/)),
  player('aws s3api get-object-acl --bucket $BUCKET --key public/news.json', denied('GetObjectAcl')),
  administrator(
    "aws s3api put-object-tagging --bucket $BUCKET --key public/news.json --tagging 'TagSet=[{Key=kind,Value=news}]'" +
      ' && aws s3api get-object-tagging --bucket $BUCKET --key public/news.json',
    works(/"Value": "news"/),
  ),
  player('aws s3api get-object-tagging --bucket $BUCKET --key private/$PLAYER/first.json', denied('GetObjectTagging')),
  administrator(
    'aws s3api get-object-attributes --bucket $BUCKET --key public/news.json --object-attributes ObjectSize StorageClass',
    works(/"ObjectSize": 13/),
  ),
  administrator('aws s3api list-object-versions --bucket $BUCKET --prefix public/', works(/"IsLatest": true/)),
  player('aws s3api list-multipart-uploads --bucket $BUCKET', denied('ListMultipartUploads')),
  administrator('aws s3api list-multipart-uploads --bucket $BUCKET && echo asked', works(/asked/)),
];
