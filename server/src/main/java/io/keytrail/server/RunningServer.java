package io.keytrail.server;

public final class RunningServer {}
