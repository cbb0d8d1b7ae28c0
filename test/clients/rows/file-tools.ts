import { administrator, type CommandRow, differs, player, refused, works } from '../command-row';

/** What `docs/local.md` says of rclone's options. */
const rclone = [
  'export RCLONE_CONFIG_GAME_TYPE=s3 RCLONE_CONFIG_GAME_PROVIDER=Other RCLONE_CONFIG_GAME_ENV_AUTH=true',
  'RCLONE_CONFIG_GAME_ENDPOINT=$AWS_ENDPOINT_URL RCLONE_CONFIG_GAME_FORCE_PATH_STYLE=true',
  'RCLONE_CONFIG_GAME_REGION=eu-west-1 RCLONE_CONFIG_GAME_ACL=bucket-owner-full-control; rclone',
].join(' ');
const s3cmd =
  's3cmd --no-ssl --region=eu-west-1 --host=${AWS_ENDPOINT_URL#http://} --host-bucket=${AWS_ENDPOINT_URL#http://}' +
  ' --access_key=$AWS_ACCESS_KEY_ID --secret_key=$AWS_SECRET_ACCESS_KEY ${AWS_SESSION_TOKEN:+--access_token=$AWS_SESSION_TOKEN}';

/** What people type of rclone. */
export const rcloneRows: readonly CommandRow[] = [
  administrator(`${rclone} lsd game:`, works(/star-harvest-local/)),
  administrator(
    `${rclone} copy large.bin game:$BUCKET/public/tool/ && ${rclone} ls game:$BUCKET/public/tool/`,
    works(/26000000 large\.bin/),
  ),
  administrator(
    `${rclone} check --one-way --download --include large.bin . game:$BUCKET/public/tool/`,
    works(/0 differences found/),
  ),
  administrator(`${rclone} purge game:$BUCKET/public/tool && ${rclone} ls game:$BUCKET/public/ `, works(/news\.json/)),
  player(`${rclone} ls game:$BUCKET/private/$PLAYER/`, works(/2 first\.json/)),
  player(`${rclone} ls game:$BUCKET/private/$OTHER/`, refused(/AccessDenied/)),
];

/** What people type of s3cmd. */
export const s3cmdRows: readonly CommandRow[] = [
  administrator(`${s3cmd} ls`, works(/s3:\/\/star-harvest-local/)),
  administrator(`${s3cmd} ls s3://$BUCKET/public/`, works(/public\/news\.json/)),
  administrator(`${s3cmd} put large.bin s3://$BUCKET/public/large.bin`, works(/upload: /)),
  administrator(
    `${s3cmd} get --force s3://$BUCKET/public/large.bin back.bin && cmp large.bin back.bin && echo same`,
    works(/same/),
  ),
  administrator(
    `${s3cmd} cp s3://$BUCKET/public/large.bin s3://$BUCKET/public/copy.bin`,
    refused(/AccessControlListNotSupported/),
  ),
  administrator(`${s3cmd} del s3://$BUCKET/public/large.bin`, works(/delete: /)),
  administrator(`${s3cmd} rb s3://$BUCKET`, differs(/NotImplemented/, 'buckets come from templates')),
  player(`${s3cmd} ls s3://$BUCKET/private/$PLAYER/`, works(/first\.json/)),
  player(`${s3cmd} ls s3://$BUCKET/private/$OTHER/`, refused(/AccessDenied|Access denied/i)),
];
