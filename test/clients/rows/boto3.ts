import { administrator, type CommandRow, guest, player, refused, works } from '../command-row';

const denied = (operation: string) =>
  refused(new RegExp(`AccessDenied(?:Exception)?\\) when calling the ${operation} operation`));

/** What people write with boto3; of each caller the snippets run in this order, the administrator's first. */
export const boto3Rows: readonly CommandRow[] = [
  administrator("print([b['Name'] for b in client('s3').list_buckets()['Buckets']])", works(/star-harvest-local/)),
  administrator("print([b.name for b in resource('s3').buckets.all()])", works(/star-harvest-local/)),
  administrator(
    "resource('s3').Bucket(BUCKET).upload_file('large.bin', 'public/large.bin')\nprint('sent')",
    works(/sent/),
  ),
  administrator(
    "client('s3').copy({'Bucket': BUCKET, 'Key': 'public/large.bin'}, BUCKET, 'public/copy.bin')\n" +
      "print(client('s3').head_object(Bucket=BUCKET, Key='public/copy.bin')['ContentLength'])",
    works(/26000000/),
  ),
  administrator(
    "client('s3').put_object(Bucket=BUCKET, Key='public/tagged', Body=b'1', Tagging='kind=news')\n" +
      "print(client('s3').get_object_tagging(Bucket=BUCKET, Key='public/tagged')['TagSet'])",
    works(/\{'Key': 'kind', 'Value': 'news'\}/),
  ),
  administrator(
    "print(client('s3').get_object_attributes(Bucket=BUCKET, Key='public/copy.bin', ObjectAttributes=['ObjectSize', 'ObjectParts']))",
    works(/'ObjectSize': 26000000/),
  ),
  administrator("print(client('s3').get_bucket_lifecycle_configuration(Bucket=BUCKET)['Rules'])", works(/Enabled/)),
  administrator(
    "resource('s3').Bucket(BUCKET).objects.filter(Prefix='public/copy').delete()\nprint('gone')",
    works(/gone/),
  ),
  administrator("print(resource('dynamodb').Table(TABLE).item_count)", works(/^\d+$/m)),
  administrator("client('dynamodb').get_waiter('table_exists').wait(TableName=TABLE)\nprint('there')", works(/there/)),
  administrator(
    "pages = client('dynamodb').get_paginator('scan').paginate(TableName=TABLE, PaginationConfig={'PageSize': 1})\n" +
      "print(sum(page['Count'] for page in pages))",
    works(/3/),
  ),
  administrator(
    "with resource('dynamodb').Table(TABLE).batch_writer() as batch:\n" +
      "    for n in range(30):\n        batch.put_item(Item={'pk': 'BOARD#boto', 'sk': str(n), 'n': n})\n" +
      "key = boto3.dynamodb.conditions.Key('pk').eq('BOARD#boto')\n" +
      "print(resource('dynamodb').Table(TABLE).query(KeyConditionExpression=key)['Count'])",
    works(/30/),
  ),
  administrator(
    "client('dynamodb').transact_write_items(TransactItems=[\n" +
      "    {'Put': {'TableName': TABLE, 'Item': {'pk': {'S': 'BOARD#boto'}, 'sk': {'S': 'x'}}}},\n" +
      "    {'ConditionCheck': {'TableName': TABLE, 'Key': {'pk': {'S': 'none'}, 'sk': {'S': 'x'}}, 'ConditionExpression': 'attribute_exists(pk)'}},\n" +
      '])',
    refused(/TransactionCanceled.*\[None, ConditionalCheckFailed\]/),
  ),
  administrator(
    "print(client('dynamodb').get_item(TableName=TABLE, Key={'pk': {'S': 'BOARD#boto'}, 'sk': {'S': 'x'}}).get('Item'))",
    works(/None/),
  ),
  administrator(
    "print(client('dynamodb').execute_statement(Statement=f'SELECT n FROM \"{TABLE}\" WHERE pk=? AND sk=?', Parameters=[{'S': 'BOARD#boto'}, {'S': '7'}])['Items'])",
    works(/\[\{'n': \{'N': '7'\}\}\]/),
  ),
  administrator(
    "print(client('cognito-identity').list_identity_pools(MaxResults=5)['IdentityPools'])",
    works(/'IdentityPoolId': 'eu-west-1:/),
  ),
  administrator("print(client('cognito-idp').list_user_pools(MaxResults=5)['UserPools'])", works(/star-harvest-local/)),
  administrator(
    "pages = client('cognito-idp').get_paginator('list_user_pool_clients').paginate(UserPoolId=USER_POOL, PaginationConfig={'PageSize': 1})\n" +
      "print(sum(len(page['UserPoolClients']) for page in pages))",
    works(/3/),
  ),
  administrator("print(len(client('lambda').list_functions()['Functions']))", works(/[1-9]/)),
  administrator(
    "print(client('secretsmanager').list_secrets()['SecretList'][0]['ARN'])",
    works(/arn:aws:secretsmanager/),
  ),
  administrator("print(client('sts').get_caller_identity()['Arn'])", works(/local-administrator/)),
  administrator("print(client('cloudformation').describe_stacks()['Stacks'][0]['StackStatus'])", works(/COMPLETE/)),

  player("print(client('sts').get_caller_identity()['Arn'])", works(/assumed-role/)),
  player("client('s3').list_buckets()", denied('ListBuckets')),
  player(
    "client('s3').upload_file('large.bin', BUCKET, f'private/{PLAYER}/large.bin')\n" +
      "client('s3').download_file(BUCKET, f'private/{PLAYER}/large.bin', 'boto-back.bin')\n" +
      "print(open('large.bin', 'rb').read() == open('boto-back.bin', 'rb').read())",
    works(/True/),
  ),
  player("client('s3').upload_file('save.json', BUCKET, f'private/{OTHER}/save.json')", refused(/AccessDenied/)),
  player("print(client('s3').list_objects_v2(Bucket=BUCKET, Prefix=f'private/{PLAYER}/')['KeyCount'])", works(/[1-9]/)),
  player("client('s3').list_objects_v2(Bucket=BUCKET, Prefix='private/')", denied('ListObjectsV2')),
  player(
    "client('s3').put_object(Bucket=BUCKET, Key=f'private/{PLAYER}/t', Body=b'', Tagging='a=b')",
    denied('PutObject'),
  ),
  player(
    "table = resource('dynamodb').Table(TABLE)\ntable.put_item(Item={'pk': f'PLAYER#{PLAYER}', 'sk': 'B3', 'n': 1})\n" +
      "print(table.get_item(Key={'pk': f'PLAYER#{PLAYER}', 'sk': 'B3'})['Item']['n'])",
    works(/1/),
  ),
  player("resource('dynamodb').Table(TABLE).put_item(Item={'pk': f'PLAYER#{OTHER}', 'sk': 'B3'})", denied('PutItem')),
  player(
    "client('dynamodb').execute_statement(Statement=f\"DELETE FROM \\\"{TABLE}\\\" WHERE pk='PLAYER#{OTHER}' AND sk='PROFILE'\")",
    denied('ExecuteStatement'),
  ),
  player("client('secretsmanager').get_secret_value(SecretId=SECRET)", denied('GetSecretValue')),
  player("client('lambda').get_function(FunctionName=SMOKE_TEST)", denied('GetFunction')),

  guest("print(client('s3').get_object(Bucket=BUCKET, Key='public/news.json')['Body'].read())", works(/news/)),
  guest("client('s3').get_object(Bucket=BUCKET, Key=f'protected/{PLAYER}/x')", denied('GetObject')),
  guest("resource('dynamodb').Table(TABLE).scan()", denied('Scan')),
];
