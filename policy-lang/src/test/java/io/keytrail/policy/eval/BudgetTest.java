package io.keytrail.policy.eval;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class BudgetTest {

  @Test
  void steps_areCountedToTheLast() {
    var budget = new Budget();
    for (int i = 0; i < Budget.STEPS; i++) {
      if (budget.exhausted() || !budget.step()) {
        throw new AssertionError("after " + i);
      }
    }
    assertThat(budget.exhausted()).isTrue();
    assertThat(budget.step()).isFalse();
    assertThat(budget.compare()).isFalse();
    assertThat(budget.spent()).isEqualTo(Budget.STEPS);
    budget.refill();
    assertThat(budget.exhausted()).isFalse();
    assertThat(budget.spent()).isZero();
    assertThat(budget.step()).isTrue();
    assertThat(budget.spent()).isEqualTo(1);
  }

  /// Many comparisons at once are what they are one by one.
  @Test
  void comparisonsAtOnce_areThatManyComparisons() {
    for (int left = 0; left < 60; left++) {
      for (int times = 0; times < 10; times++) {
        Budget atOnce = withLeft(left);
        Budget oneByOne = withLeft(left);
        int made = 0;
        for (int i = 0; i < times && oneByOne.compare(); i++) {
          made++;
        }
        assertThat(atOnce.compare(times)).as("%d of %d", times, left).isEqualTo(made);
        assertThat(atOnce.spent()).as("%d of %d", times, left).isEqualTo(oneByOne.spent());
      }
    }
  }

  /// As many steps at once as there are, and they are gone.
  @Test
  void stepsAtOnce_areThatManySteps() {
    Budget budget = withLeft(10);
    assertThat(budget.steps(7)).isEqualTo(7);
    assertThat(budget.exhausted()).isFalse();
    assertThat(budget.steps(7)).isEqualTo(3);
    assertThat(budget.exhausted()).isTrue();
    assertThat(budget.steps(7)).isZero();
  }

  private static Budget withLeft(int steps) {
    var budget = new Budget();
    budget.spend(Budget.STEPS - steps);
    return budget;
  }

  @Test
  void spending_endsInNothing() {
    var budget = new Budget();
    assertThat(budget.spend(10)).isTrue();
    assertThat(budget.spent()).isEqualTo(10);
    assertThat(budget.compare()).isTrue();
    assertThat(budget.spent()).isBetween(12, 30);
    assertThat(budget.spend(Budget.STEPS - budget.spent() - 1)).isTrue();
    assertThat(budget.exhausted()).isFalse();
    assertThat(budget.spend(5)).isFalse();
    assertThat(budget.spent()).isEqualTo(Budget.STEPS);
    assertThat(budget.exhausted()).isTrue();
    budget.refill();
    assertThat(budget.spend(Budget.STEPS)).isFalse();
    assertThat(budget.exhausted()).isTrue();
  }
}
