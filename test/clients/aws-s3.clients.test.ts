import { awsCli } from './aws-cli';
import { s3Rows } from './rows/s3';

awsCli(s3Rows);
