export { faultText } from '../query/interpolation/faultText';
export { errorText } from '../../wording/errorText';
export { missingText } from './missingText';
