/** A release of somebody's project, known by its bytes: whichever mirror sends it, it is the same. */
export interface Project {
  readonly registry: 'npm' | 'pypi';
  readonly name: string;
  readonly version: string;
  readonly sha256: string;
}

/** Servers, frameworks and tools of different ages and tastes, as their authors published them. */
export const projects: readonly Project[] = [
  { registry: 'pypi', name: 'ckan', version: '2.9.9', sha256: '8d7e2cc96fd7d059db95d3eabe4d13eee21ab3e9f89e751625633b956456a0d0' },
  { registry: 'pypi', name: 'celery', version: '5.7.0', sha256: '6a5dfcf6662287204f009a02002b9e66c83d4105e47ebabdc7079108772fc6f0' },
  { registry: 'npm', name: 'nodebb', version: '1.4.0', sha256: '2680a7f89dbdb33a839352f2c8f106ba40e9eb23fb9cc0baa9676aede101b27b' },
  { registry: 'pypi', name: 'lnbits', version: '1.6.2', sha256: '628c66c81a91cdca8831d1c3bd279216b8396288dc290094cfd106c656e21c81' },
  { registry: 'npm', name: 'parse-server', version: '9.10.0', sha256: '0a2d78e30660fd18034a33ab90e3ba28c890e1d233da791c16d241f89dd1ead7' },
  {
    registry: 'pypi',
    name: 'changedetection.io',
    version: '0.60.9',
    sha256: 'ea5029364711326965cfeafa0ef1bfc8088eb4e4b722ea762ff162aa1afc4f69',
  },
  { registry: 'pypi', name: 'fastapi', version: '0.165.0', sha256: 'dd94d4128319c1e1d50535ab023ab698f850a4d2822f0e181747b46f4ff3c0ab' },
  {
    registry: 'pypi',
    name: 'flask-appbuilder',
    version: '5.3.0',
    sha256: 'baf645c3c150471c6660049cdb61a1e79f318b63524531f890d42f406f5d5596',
  },
  {
    registry: 'pypi',
    name: 'jupyter-server',
    version: '2.9.1',
    sha256: '9ba71be4b9c16e479e4c50c929f8ac4b1015baf90237a08681397a98c76c7e5e',
  },
  { registry: 'npm', name: 'pm2', version: '7.0.4', sha256: '5efd8e2c586d7fc1e878d4d0742e2c0aae76c68814308c4b9c08cab25ef24894' },
  { registry: 'pypi', name: 'datasette', version: '0.65.5', sha256: '8d16ab1bf9a2753089cd3cb079045885d440f11267973e89e08e7fecf555264a' },
  { registry: 'npm', name: 'appium', version: '3.8.0', sha256: '4c1e263a856b5de3fb382aced3eff2b34782637f5bdd9bc98804dc05cce6c3b6' },
];
