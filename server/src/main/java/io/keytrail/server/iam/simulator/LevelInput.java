package io.keytrail.server.iam.simulator;

import java.util.List;

/// The service control policies of one level of an organisation.
record LevelInput(List<String> serviceControlPolicyInputList) {}
