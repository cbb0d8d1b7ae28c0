import { awsCli } from './aws-cli';
import { cognitoRows } from './rows/cognito';

awsCli(cognitoRows);
