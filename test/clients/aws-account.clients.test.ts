import { awsCli } from './aws-cli';
import { accountRows } from './rows/account';

awsCli(accountRows);
