package dev.scanrelay.audit;

import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/** On a resource method: the call is recorded under this name, with the ids that the method gives to {@link AuditTrail}. */
@Target(ElementType.METHOD)
@Retention(RetentionPolicy.RUNTIME)
public @interface Audited {

    /** What is done, as {@code noun.verb}: {@code order.read}, {@code patient.update}. */
    String value();

    /** True for a POST that changes nothing, here or at Align: it is not recorded before it is done, only with its answer. */
    boolean reads() default false;
}
