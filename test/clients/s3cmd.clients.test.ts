import { commands } from './commands';
import { s3cmdRows } from './rows/file-tools';

commands('s3cmd', s3cmdRows);
