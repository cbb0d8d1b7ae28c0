import { administrator, type CommandRow, guest, player, refused, works } from '../command-row';

/** Signs as whoever runs it, for the API of the scores, at the local cloud's address. */
const signed =
  'curl -sS --fail-with-body --aws-sigv4 "aws:amz:$AWS_REGION:execute-api" --user "$AWS_ACCESS_KEY_ID:$AWS_SECRET_ACCESS_KEY" ' +
  '-H "x-amz-security-token: $AWS_SESSION_TOKEN"';
const unsigned = 'curl -sS --fail-with-body';
const at = (path: string) => `--connect-to "::$CLOUD" "http://$SCORES${path}"`;
const score = (token: string, value: number | string) =>
  `-H 'content-type: application/json' -d '{"score": ${value}, "token": "${token}"}'`;
const submit = (by: string, board: string, body: string) => `${by} ${body} ${at(`/boards/${board}/scores`)}`;

/** What somebody types who tries the API of the scores with curl, which signs by itself. */
export const scoreRows: readonly CommandRow[] = [
  player(submit(signed, 'weekly', score('player-of-curl-one', 40)), works(/"best":40,"playerId":"[0-9a-f-]{36}"/)),
  player(submit(signed, 'weekly', score('player-of-curl-one', 40)), works(/"score":40/)),
  player(submit(signed, 'weekly', score('player-of-curl-one', 41)), refused(/"error":"TokenUsed"/)),
  player(submit(signed, 'weekly', score('player-of-curl-two', 2000)), refused(/"error":"ScoreOutOfBounds"/)),
  player(submit(signed, 'weekly', score('player-of-curl-two', '"7"')), refused(/"message":"Invalid request body"/)),
  player(
    submit(signed, 'monthly', score('player-of-curl-two', 7)),
    refused(/is not authorized to perform: execute-api:Invoke/),
  ),
  guest(submit(signed, 'weekly', score('guest-of-curl-one', 50)), works(/"best":50/)),
  guest(
    `sleep 1.1; ${signed} ${score('guest-of-curl-id', 55)} "http://$CLOUD/_execute-api/\${SCORES%%.*}/v1/boards/weekly/scores"`,
    works(/"best":55/),
  ),
  guest(
    submit(signed, 'best-lap', score('guest-of-curl-two', 20_000)),
    refused(/is not authorized to perform: execute-api:Invoke/),
  ),
  player(submit(signed, 'best-lap', score('player-of-curl-lap', 20_000)), works(/"best":20000/)),
  player(
    submit(unsigned, 'weekly', score('player-of-curl-two', 7)),
    refused(/"message":"Missing Authentication Token"/),
  ),
  administrator(
    submit(signed.replace(/ -H "x-amz-security-token.*$/, ''), 'weekly', score('administrator-of-curl', 7)),
    refused(/"error":"NotAPlayer"/),
  ),
  player(
    `${unsigned} -H 'authorization: x.y.z' ${score('player-of-curl-two', 7)} ${at('/user-pool/boards/weekly/scores')}`,
    refused(/"message":"Unauthorized"/),
  ),
  player(`${signed} -X DELETE ${at('/me')}`, works(/"deleted":false,"confirmation":"/)),
  player(`${signed} -X DELETE ${at('/me?confirmation=made-up')}`, refused(/"error":"NotConfirmed"/)),
  player(
    `aws dynamodb query --table-name $TABLE --key-condition-expression 'pk = :b' --expression-attribute-values '{":b": {"S": "BOARD#best-lap"}}'`,
    works(/"N": "20000"/),
  ),
];
