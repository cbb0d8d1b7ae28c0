import { awsCli } from './aws-cli';
import { dynamoDbRows } from './rows/dynamodb';

awsCli(dynamoDbRows);
