import { administrator, type CommandRow, differs, guest, player, refused, works } from '../command-row';

const denied = (operation: string) =>
  refused(new RegExp(`AccessDeniedException\\) when calling the ${operation} operation`));
const ownKey = `'{"pk":{"S":"PLAYER#'$PLAYER'"},"sk":{"S":"PROFILE"}}'`;
const othersKey = `'{"pk":{"S":"PLAYER#'$OTHER'"},"sk":{"S":"PROFILE"}}'`;
const put = (owner: string, sk: string) =>
  `{"Put":{"TableName":"'$TABLE'","Item":{"pk":{"S":"PLAYER#'${owner}'"},"sk":{"S":"${sk}"}}}}`;

/** What people type of DynamoDB. They run in this order, on one table. */
export const dynamoDbRows: readonly CommandRow[] = [
  administrator('aws dynamodb list-tables', works(/star-harvest-local/)),
  player('aws dynamodb list-tables', denied('ListTables')),
  administrator('aws dynamodb describe-table --table-name $TABLE', works(/"TableStatus": "ACTIVE"/)),
  administrator('aws dynamodb wait table-exists --table-name $TABLE && echo there', works(/there/)),
  administrator('aws dynamodb describe-continuous-backups --table-name $TABLE', works(/PointInTimeRecoveryStatus/)),
  administrator('aws dynamodb describe-time-to-live --table-name $TABLE', works(/TimeToLiveStatus/)),
  administrator('aws dynamodb describe-limits', works(/AccountMaxReadCapacityUnits/)),
  administrator('aws dynamodb describe-endpoints', works(/CachePeriodInMinutes/)),
  player('aws dynamodb describe-table --table-name $TABLE', denied('DescribeTable')),
  player(`aws dynamodb get-item --table-name $TABLE --key ${ownKey}`, works(/"N": "3"/)),
  player(`aws dynamodb get-item --table-name $TABLE --key ${othersKey}`, denied('GetItem')),
  player(
    `aws dynamodb update-item --table-name $TABLE --key ${ownKey} --update-expression 'SET #l = :four' --return-values ALL_NEW` +
      ` --expression-attribute-names '{"#l":"level"}' --expression-attribute-values '{":four":{"N":"4"}}'`,
    works(/"N": "4"/),
  ),
  player(
    `aws dynamodb query --table-name $TABLE --key-condition-expression 'pk = :mine' --expression-attribute-values '{":mine":{"S":"PLAYER#'$PLAYER'"}}'`,
    works(/"Count": 1/),
  ),
  player('aws dynamodb scan --table-name $TABLE', denied('Scan')),
  administrator('aws dynamodb scan --table-name $TABLE --select COUNT', works(/"Count": 3/)),
  guest(
    `aws dynamodb query --table-name $TABLE --key-condition-expression 'pk = :board' --expression-attribute-values '{":board":{"S":"BOARD#weekly"}}'`,
    works(/"Count": 1/),
  ),
  player(
    `aws dynamodb transact-write-items --transact-items '[${put('$PLAYER', 'A')},${put('$PLAYER', 'B')}]' && echo written`,
    works(/written/),
  ),
  player(
    `aws dynamodb transact-write-items --transact-items '[${put('$PLAYER', 'C')},${put('$OTHER', 'C')}]'`,
    denied('TransactWriteItems'),
  ),
  administrator(
    `aws dynamodb transact-get-items --transact-items '[{"Get":{"TableName":"'$TABLE'","Key":{"pk":{"S":"PLAYER#'$PLAYER'"},"sk":{"S":"B"}}}}]'`,
    works(/"S": "B"/),
  ),
  administrator(
    `aws dynamodb transact-write-items --transact-items '[{"ConditionCheck":{"TableName":"'$TABLE'","Key":{"pk":{"S":"x"},"sk":{"S":"y"}},"ConditionExpression":"attribute_exists(pk)"}}]'`,
    refused(/TransactionCanceledException.*ConditionalCheckFailed/),
  ),
  administrator(
    `for n in 1 2; do aws dynamodb transact-write-items --client-request-token once --transact-items '[{"Update":{"TableName":"'$TABLE'","Key":{"pk":{"S":"BOARD#weekly"},"sk":{"S":"a1"}},"UpdateExpression":"ADD score :one","ExpressionAttributeValues":{":one":{"N":"1"}}}}]'; done` +
      ` && aws dynamodb get-item --table-name $TABLE --key '{"pk":{"S":"BOARD#weekly"},"sk":{"S":"a1"}}'`,
    works(/"N": "10"/),
  ),
  administrator(
    `aws dynamodb transact-write-items --client-request-token once --transact-items '[${put('$PLAYER', 'D')}]'`,
    refused(/IdempotentParameterMismatch/),
  ),
  administrator(
    `aws dynamodb transact-write-items --transact-items '[${put('$PLAYER', 'E')},${put('$PLAYER', 'E')}]'`,
    refused(/ValidationException.*multiple operations on one item/),
  ),
  player(
    `aws dynamodb transact-get-items --transact-items '[{"Get":{"TableName":"'$TABLE'","Key":{"pk":{"S":"PLAYER#'$OTHER'"},"sk":{"S":"PROFILE"}}}}]'`,
    denied('TransactGetItems'),
  ),
  administrator(
    `aws dynamodb execute-statement --statement "SELECT * FROM \\"$TABLE\\" WHERE pk = 'PLAYER#$PLAYER' AND sk = 'A'"`,
    works(/"S": "A"/),
  ),
  player(
    `aws dynamodb execute-statement --statement "SELECT * FROM \\"$TABLE\\" WHERE pk = 'PLAYER#$PLAYER'"`,
    denied('ExecuteStatement'),
  ),
  administrator(
    `aws dynamodb execute-statement --statement "SELEKT * FROM x"`,
    refused(/ValidationException\) when calling the ExecuteStatement operation: Statement wasn't well formed/),
  ),
  administrator(
    `aws dynamodb batch-execute-statement --statements '[{"Statement":"SELECT * FROM \\"'$TABLE'\\" WHERE pk=? AND sk=?","Parameters":[{"S":"BOARD#weekly"},{"S":"a1"}]}]'`,
    works(/"N": "10"/),
  ),
  administrator(
    `aws dynamodb execute-statement --statement "INSERT INTO \\"$TABLE\\" VALUE {'pk':'PLAYER#$PLAYER','sk':'A'}"`,
    refused(/DuplicateItemException/),
  ),
  administrator(
    `aws dynamodb execute-statement --statement "DELETE FROM \\"$TABLE\\" WHERE pk='x'"`,
    refused(/mandatory equality on all key attributes/),
  ),
  administrator(
    `aws dynamodb execute-statement --limit 1 --statement "SELECT * FROM \\"$TABLE\\""`,
    works(/"NextToken"/),
  ),
  player(
    `aws dynamodb batch-execute-statement --statements '[{"Statement":"SELECT * FROM \\"'$TABLE'\\" WHERE pk=? AND sk=?","Parameters":[{"S":"BOARD#weekly"},{"S":"a1"}]}]'`,
    works(/"Code": "AccessDenied"/),
  ),
  administrator(
    'aws dynamodb create-table --table-name another --attribute-definitions AttributeName=a,AttributeType=S' +
      ' --key-schema AttributeName=a,KeyType=HASH --billing-mode PAY_PER_REQUEST',
    differs(/NotImplemented/, 'tables come from templates'),
  ),
];
