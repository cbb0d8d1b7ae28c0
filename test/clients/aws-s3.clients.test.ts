import { commands } from './commands';
import { s3Rows } from './rows/s3';

commands('aws', s3Rows);
